// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { blocksOf, favourite, lengthOf } from "./blocks";
import type { Instance, Moment } from "./wire";

let n = 0;
const at = (
  minute: number,
  event: string,
  steps: Moment["steps"] = [],
  more: Partial<Moment> = {},
): Moment => ({
  time: new Date(Date.UTC(2026, 0, 1, 10, minute)).toISOString(),
  event,
  source: "shop",
  message_id: `m${++n}`,
  position: n,
  steps,
  ...more,
});
const buy = (instance: number, step: string) => [{ journey: "buy", instance, step, title: step }];
const instance = (number: number, more: Partial<Instance> = {}): Instance => ({
  customer: "c",
  instance: number,
  start: "2026-01-01T10:00:00Z",
  last: "2026-01-01T12:00:00Z",
  outcome: "abandoned",
  at: "pay",
  visits: 1,
  ...more,
});

test("events are gathered by instance, the others between", () => {
  const events = [
    at(50, "Login"),
    at(40, "Pay", buy(2, "pay")),
    at(35, "Newsletter"),
    at(30, "View", buy(2, "view")),
    at(20, "View", buy(1, "view")),
    at(10, "Login"),
    at(5, "Login"),
  ];
  const blocks = blocksOf({
    events,
    journeys: [{ journey: "buy", title: "I buy", instances: [instance(2)] }],
  });
  expect(blocks.map((b) => [b.journey, b.instance?.instance, b.runs.map((r) => r.events.length)])).toEqual([
    [undefined, undefined, [1]],
    ["buy", 2, [1, 1]],
    [undefined, undefined, [1]],
    ["buy", undefined, [1]],
    [undefined, undefined, [2]],
  ]);
  expect(blocks[1]?.title).toBe("I buy");
});

test("the same in a row is one run, with the time from the one before", () => {
  const events = [
    at(30, "Pay", buy(1, "pay")),
    at(20, "View", buy(1, "view")),
    at(10, "View", buy(1, "view")),
  ];
  const [block] = blocksOf({ events, journeys: [] });
  expect(block?.runs.map((r) => [r.events.length, r.gap])).toEqual([
    [1, 600],
    [2, null],
  ]);
});

test("answers and failures stay by themselves, and undated events tell no time", () => {
  const answer = { survey: "s", question: "q", kind: "csat", value: 5 };
  const events = [
    at(30, "Answer Given", [], { answer }),
    at(29, "Answer Given", [], { answer }),
    at(10, "Login", [], { undated: true }),
  ];
  const [block] = blocksOf({ events, journeys: [] });
  expect(block?.runs.map((r) => r.gap)).toEqual([60, null, null]);
});

test("of one journey only what belongs to it", () => {
  const event = at(1, "View", [...buy(1, "view"), { journey: "help", instance: 1, step: "x" }]);
  expect(blocksOf({ events: [event], journeys: [] }, "help")[0]?.journey).toBe("help");
});

test("how long an instance took", () => {
  const now = "2026-01-01T13:00:00Z";
  expect(lengthOf(instance(1), now)).toBe(7200);
  expect(lengthOf(instance(1, { outcome: "completed", completed: "2026-01-01T11:00:00Z" }), now)).toBe(3600);
  expect(lengthOf(instance(1, { outcome: "ongoing" }), now)).toBe(10800);
});

test("the preferred channel is the stated one, else the one used most", () => {
  expect(favourite({ web: 3, phone: 5 }, {})).toEqual({ channel: "phone", stated: false });
  expect(favourite({ web: 3 }, { preferred_channel: "email" })).toEqual({ channel: "email", stated: true });
  expect(favourite({}, {})).toBeNull();
});
