// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { type ProposedJourney, stagesOf } from "./proposal";

const journey: ProposedJourney = {
  title: "A discovered journey",
  instance: { completes: ["pay"] },
  phases: {
    before: [{ stage: "View", steps: [{ id: "view", title: "View", optional: true }] }],
    during: [{ stage: "Pay", steps: [{ id: "pay", title: "Pay" }] }],
    after: null,
  },
};
const found = {
  instances: 10,
  steps: [
    { step: "view", event: "view", events: 15, instances: 9, passed_by: 1, at_once: 3, ends: 0 },
    { step: "pay", event: "pay", events: 10, instances: 10, passed_by: 0, at_once: 0, ends: 10 },
  ],
};

test("the stages stand in order, with their figures", () => {
  expect(
    stagesOf(journey, found).map((s) => [s.phase, s.stage, s.rows.map((r) => [r.id, r.share, r.completes])]),
  ).toEqual([
    ["before", "View", [["view", 0.9, false]]],
    ["during", "Pay", [["pay", 1, true]]],
  ]);
});
