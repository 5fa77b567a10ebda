// SPDX-License-Identifier: Apache-2.0
import type { Answers } from "./plugin";

const day = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * day).toISOString();
const name = (name: string, events: number, customers: number) => ({
  name,
  events,
  customers,
  first: ago(90),
  last: ago(0.1),
});
const imported = {
  id: "20261126-1",
  state: "done",
  by: "Ada Moreau",
  received_at: ago(1),
  started_at: ago(1),
  ended_at: ago(1),
  files: [{ name: "orders.csv", bytes: 244_496 }],
  bytes: 244_496,
  kept: true,
  needs_mapping: true,
  suggestion: null,
  mapping: "",
  progress: null,
  problem: null,
  result: {
    rows: 5_000,
    events: 4_998,
    answers: 0,
    customers: 101,
    duplicates: 0,
    quarantined: 2,
    seconds: 1.2,
    files: [],
  },
};
const refused = { source: "orders", file: "orders.csv", reason: "bad_time" };

export const answers: Answers = {
  "GET /events/overview": {
    position: 412_380,
    events: 412_380,
    customers: 20_000,
    first: ago(90),
    last: ago(0.1),
    names: [name("Product Viewed", 300_000, 19_000), name("Order Placed", 112_380, 9_000)],
    sources: [{ source: "web", events: 412_380, first: ago(90), last: ago(0.1) }],
    starts: {},
    ends: {},
  },
  "GET /events/properties": {
    name: "Order Placed",
    properties: [
      { name: "total", events: 990, sampled: 1_000, types: ["number"], distinct: 640, examples: ["12.5"] },
    ],
  },
  "GET /events": {
    events: [
      {
        position: 2,
        time: ago(0.1),
        event: "Order Placed",
        customer: "c-1",
        source: "web",
        message_id: "m2",
      },
    ],
  },
  "GET /sources": {
    sources: [
      {
        id: "web",
        title: "Online shop",
        made_at: ago(30),
        keys: [{ id: "k1", hint: "wk_Od-O", made_at: ago(30) }],
      },
    ],
  },
  "GET /imports": { imports: [imported] },
  "GET /imports/{id}": imported,
  "GET /quarantine": {
    total: 2,
    parts: [{ ...refused, rows: 2 }],
    rows: [
      { ...refused, id: 1, at: ago(1), line: 3, column: 2, message: '"soon" is no time', raw: "c-9,soon,12" },
      { ...refused, id: 2, at: ago(1), line: 9, column: 2, message: '"" is no time', raw: "c-8,,12" },
    ],
  },
  "GET /counts": {
    journey: "buy-online",
    zone: "UTC",
    steps: [
      { step: "enter", title: "Enters", stage: "Arrive", unit: "visitors", every: "week", asked: true },
    ],
    counts: [],
  },
};
