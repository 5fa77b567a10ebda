// SPDX-License-Identifier: Apache-2.0
import type { Answers } from "./plugin";

const journey = (id: string, title: string, more = {}) => ({
  id,
  title,
  state: "as-is",
  status: "published",
  owner: "",
  version: 2,
  digest: "",
  updated_at: "2026-11-20T10:00:00Z",
  stale: false,
  steps: 14,
  errors: 0,
  draft: null,
  phases: [
    {
      phase: "before",
      stages: [
        { title: "Discover", steps: 3 },
        { title: "Choose", steps: 4 },
      ],
    },
    {
      phase: "during",
      stages: [
        { title: "Pay", steps: 2 },
        { title: "Receive", steps: 3 },
      ],
    },
    { phase: "after", stages: [{ title: "Use", steps: 2 }] },
  ],
  ...more,
});

const estimate = (value: number, half: number, n: number) => ({
  value,
  lo: value - half,
  hi: value + half,
  n,
});

export const answers: Answers = {
  "GET /journeys": {
    journeys: [
      journey("buy-online", "I buy boots online", {
        owner: "Nora",
        draft: { revision: 4, by: "p1", at: "2026-11-25T10:00:00Z", changes: 3 },
      }),
      journey("get-help", "I get help with my order", { steps: 9, version: 1, stale: true }),
      journey("buy-online-next", "I buy boots online, by 2027", {
        state: "to-be",
        version: 0,
        status: "draft",
      }),
    ],
  },
  "GET /views": {
    views: [
      {
        id: "v1",
        name: "Phone customers at checkout",
        path: "/journeys/buy-online?channel=phone",
        pinned: true,
        made_at: "",
      },
    ],
  },
  "PATCH /views/{id}": {},
  "GET /events/overview": {
    events: 412_380,
    customers: 20_000,
    sources: [
      { source: "web", events: 300_000 },
      { source: "shop", events: 112_380 },
    ],
    last: new Date(Date.now() - 7_200_000).toISOString(),
  },
  "GET /quarantine": { total: 2, rows: [], parts: [] },
  "GET /questions/scorecard": {
    journey: "buy-online",
    title: "I buy boots online",
    steps: [
      { id: "pay", title: "Pay by card", gap: estimate(0.62, 0.1, 840), dropped: 310, reach: 2400 },
      { id: "compare", title: "Compare boots", dropped: 2930, reach: 9000 },
    ],
  },
};
