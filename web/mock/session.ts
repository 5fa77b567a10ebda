// SPDX-License-Identifier: Apache-2.0
import type { Answers } from "./plugin";

export const answers: Answers = {
  "GET /me": {
    person: { id: "p1", email: "ada@example.com", name: "Ada Moreau", role: "owner", locale: "en" },
    workspace: { id: "w1", name: "Outdoor shop", zone: "Europe/Paris" },
    demo: true,
    may: [
      "journeys.edit",
      "journeys.publish",
      "people.manage",
      "tokens.manage",
      "audit.read",
      "workspace.edit",
      "data.import",
    ],
  },
  "GET /setup": { needed: false },
  "GET /sign-in": { password: true, oidc: { name: "Company login" } },
  "POST /session": {},
};
