// SPDX-License-Identifier: Apache-2.0
export const auth = {
  signIn: "Sign in",
  signInText: "Welcome back to Wend.",
  with: "Continue with {name}",
  or: "or",
  problems: {
    expired: "That took too long, or began in another browser. Try again.",
    refused: "{name} did not let you in. Try again, or choose another account there.",
    unverified: "{name} has not verified your e-mail address. Verify it there, then try again.",
    no_account:
      "{name} knows you, but nobody of your e-mail address has an account here. Ask an owner to invite you.",
    unavailable:
      "{name} does not answer as it should. Try again later; the log of the server has the details.",
  },
  setUp: "Set up Wend",
  setUpText: "Everything stays on this server. You will be the owner of the workspace.",
  begin: "Create the workspace",
  token: "Set-up code",
  tokenText: "It stands in the link that Wend printed when it started.",
  workspace: "Name of the workspace",
  workspaceText: "Your company, or the part of it whose journeys you look after.",
  yourName: "Your name",
  passwordText: "10 characters at least. A few words are easier to remember than signs.",
  invited: "You are invited",
  invitedAs: "{email} joins as {role}.",
  join: "Join the workspace",
} as const;
