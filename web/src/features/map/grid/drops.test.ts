// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import type { Journey } from "../document/types";
import { columnsOf } from "../numbers/columns";
import { type Dropped, editsOf, fits, stageGaps, stepGaps } from "./drops";
import { neighbour } from "./moves";

const journey: Journey = {
  id: "j",
  title: "J",
  phases: {
    before: [
      {
        stage: "Discover",
        steps: [
          { id: "ad", title: "Ad", pains: ["Slow"] },
          { id: "friend", title: "Friend" },
        ],
      },
      { stage: "Choose" },
    ],
    during: [{ stage: "Buy", steps: [{ id: "pay", title: "Pays" }] }],
  },
};
const places = (gaps: { to: Dropped }[]) => gaps.map(({ to }) => Object.values(to).slice(1).join("/"));

test("places for steps: before the first, behind each, and inside of an empty stage", () => {
  expect(places(stepGaps(columnsOf(journey)))).toEqual([
    "before/Discover/",
    "before/Discover/ad",
    "before/Discover/friend",
    "before/Choose/",
    "during/Buy/",
    "during/Buy/pay",
  ]);
  const at = stepGaps(columnsOf(journey)).map((g) => g.at);
  expect([...at].sort((a, b) => a - b)).toEqual(at);
});

test("places for stages: at both ends of a phase, and between", () => {
  expect(places(stageGaps(columnsOf(journey)))).toEqual([
    "before/",
    "before/Discover",
    "before/Choose",
    "during/",
    "during/Buy",
  ]);
});

const step = { kind: "step", step: "ad", title: "Ad" } as const;

test("what fits where", () => {
  const gap = { kind: "gap", phase: "before", stage: "Discover", after: "friend" } as const;
  expect(fits(step, gap)).toBe(true);
  expect(fits(step, { ...gap, after: "ad" })).toBe(false);
  expect(fits(step, { kind: "cell", step: "pay", lane: "pains" })).toBe(false);
  const card = { kind: "card", step: "ad", lane: "pains", index: 0, title: "Slow" } as const;
  expect(fits(card, { kind: "cell", step: "pay", lane: "ideas" })).toBe(true);
  expect(fits(card, { kind: "cell", step: "pay", lane: "thinks" })).toBe(false);
});

test("drops become edits; a drop where it already is becomes none", () => {
  const to = { kind: "gap", phase: "during", stage: "Buy", after: "pay" } as const;
  expect(editsOf(journey, step, to)).toEqual([
    { op: "move-step", step: "ad", phase: "during", stage: "Buy", after: "pay" },
  ]);
  expect(editsOf(journey, step, { kind: "gap", phase: "before", stage: "Discover", after: "" })).toEqual([]);
  const stage = { kind: "stage", phase: "before", stage: "Choose", title: "Choose" } as const;
  expect(editsOf(journey, stage, { kind: "stages", phase: "before", after: "Discover" })).toEqual([]);
  expect(editsOf(journey, stage, { kind: "stages", phase: "during", after: "" })).toEqual([
    { op: "move-stage", phase: "before", stage: "Choose", to_phase: "during", after: "" },
  ]);
  const card = { kind: "card", step: "ad", lane: "pains", index: 0, title: "Slow" } as const;
  expect(editsOf(journey, card, { kind: "cell", step: "pay", lane: "pains" })).toHaveLength(2);
});

test("one place to the left or right, over the border of a stage", () => {
  expect(neighbour(journey, "ad", -1)).toBeUndefined();
  expect(neighbour(journey, "ad", 1)).toMatchObject({ stage: "Discover", after: "friend" });
  expect(neighbour(journey, "friend", 1)).toMatchObject({ stage: "Choose", after: "" });
  expect(neighbour(journey, "friend", -1)).toMatchObject({ stage: "Discover", after: "" });
  expect(neighbour(journey, "pay", -1)).toMatchObject({ phase: "before", stage: "Choose", after: "" });
});
