// SPDX-License-Identifier: Apache-2.0

export type Mode = "physical" | "digital" | "remote-human";

/** The channels that every workspace has, with their modes. Their names are in the catalogue of texts. */
export const builtinChannels = {
  store: "physical",
  website: "digital",
  "mobile-app": "digital",
  email: "digital",
  sms: "digital",
  notification: "digital",
  phone: "remote-human",
  video: "remote-human",
  chat: "digital",
  messaging: "digital",
  post: "remote-human",
  social: "digital",
  search: "digital",
  advertising: "digital",
  marketplace: "digital",
  kiosk: "digital",
  "field-visit": "physical",
  branch: "physical",
  event: "physical",
  vehicle: "physical",
  product: "physical",
  print: "physical",
  "review-site": "digital",
  partner: "physical",
} as const satisfies Record<string, Mode>;

export type BuiltinChannel = keyof typeof builtinChannels;

export const isBuiltin = (id: string): id is BuiltinChannel => id in builtinChannels;
