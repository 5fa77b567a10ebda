// SPDX-License-Identifier: Apache-2.0
import type { Answers } from "./plugin";

const days = (n: number) => new Date(Date.now() - n * 86_400_000).toISOString();
const phase = (phase: string, ...stages: [string, number][]) => ({
  phase,
  stages: stages.map(([title, steps]) => ({ title, steps })),
});
const estimate = (value: number, n: number, half = 0.02) => ({
  value,
  lo: value - half,
  hi: value + half,
  n,
});

const all = [
  {
    id: "buy-online",
    title: "I buy hiking gear online",
    goal: "Be on the trail on Saturday with gear that fits",
    state: "as-is",
    status: "published",
    owner: "cx@example.com",
    version: 3,
    digest: "sha256:1",
    updated_at: days(4),
    stale: false,
    steps: 13,
    phases: [
      phase("before", ["Discover", 3], ["Choose", 2]),
      phase("during", ["Buy", 4]),
      phase("after", ["Receive", 2], ["Use and return", 2]),
    ],
    draft: { revision: 8, by: "Ada Moreau", at: days(0.1), changes: 4 },
  },
  {
    id: "buy-online-better",
    title: "I buy hiking gear online, without a queue",
    goal: "",
    state: "to-be",
    improves: "buy-online",
    status: "draft",
    owner: "cx@example.com",
    version: 0,
    digest: "sha256:2",
    updated_at: days(1),
    stale: false,
    steps: 11,
    phases: [
      phase("before", ["Discover", 3], ["Choose", 2]),
      phase("during", ["Buy", 3]),
      phase("after", ["Receive", 3]),
    ],
    draft: { revision: 3, by: "Ben Okafor", at: days(1), changes: 0 },
  },
  {
    id: "get-help",
    title: "I get help with my order",
    goal: "Have it solved by one person, once",
    state: "as-is",
    status: "published",
    owner: "",
    version: 1,
    digest: "sha256:3",
    updated_at: days(120),
    stale: true,
    steps: 6,
    phases: [phase("before", ["Notice", 1]), phase("during", ["Ask", 3]), phase("after", ["Solved", 2])],
    draft: null,
  },
];
const archived = [{ ...all[2], id: "rent-skis", title: "I rent skis", status: "archived", stale: false }];

export const answers: Answers = {
  "GET /me": {
    person: { id: "p1", email: "ada@example.com", name: "Ada Moreau", role: "owner", locale: "en" },
    workspace: { id: "w1", name: "Outdoor shop", zone: "Europe/Paris" },
    demo: true,
    may: [
      "own-account",
      "read-journeys",
      "edit-journeys",
      "publish",
      "archive",
      "edit-documents",
      "ask",
      "read-customers",
      "import-data",
      "erase",
      "save-views",
    ],
  },
  "GET /journeys": ({ query }: { query: URLSearchParams }) => ({
    journeys: query.get("archived") ? archived : all,
  }),
  "DELETE /journeys/{id}": undefined,
  "POST /journeys/{id}/restore": { revision: 9 },
  "GET /questions/scorecard": ({ query }: { query: URLSearchParams }) => ({
    version: 3,
    basis: "events",
    instances: { total: 5210, completed: 3240, abandoned: 1658, ongoing: 312, unripe: 120 },
    completion: query.get("journey") === "buy-online-better" ? null : estimate(0.6615, 4898, 0.013),
    overall:
      query.get("journey") === "buy-online-better"
        ? null
        : { kind: "mean", ...estimate(query.get("journey") === "buy-online" ? 4.12 : 4.48, 1204, 0.06) },
    target: 4.4,
    reading: query.get("journey") === "buy-online" ? "below" : "undecided",
    steps: [],
    lifecycle: [
      {
        lifecycle: "customers",
        state: "active",
        title: "Bought within a year",
        instances: 1210,
        share: estimate(0.23, 5210),
      },
      {
        lifecycle: "customers",
        state: "prospect",
        title: "Never bought",
        instances: 4000,
        share: estimate(0.77, 5210),
      },
    ],
  }),
};
