// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { apply } from "../document/apply";
import type { Journey } from "../document/types";
import { readZoom } from "../grid/measures";
import { columnsOf, paired, reused, spansOf } from "./columns";
import { pathOf, runsOf, valenceAt, xOf, yOf } from "./curve";
import { moved, readLanes, toggled, usualLanes, writeLanes } from "./lanes";
import { kindOf, onTimeRuler, rangeOf, reachParts, readingOf } from "./scores";
import type { Row } from "./wire";

const journey: Journey = {
  id: "a",
  title: "As is",
  phases: {
    before: [
      {
        stage: "Discover",
        steps: [
          { id: "ad", title: "Ad" },
          { id: "page", title: "Page", gains: ["Photos"] },
        ],
      },
      { stage: "Choose" },
    ],
    during: [
      {
        stage: "Buy",
        steps: [
          { id: "cart", title: "Cart" },
          { id: "pay", title: "Pays" },
        ],
      },
    ],
  },
};

test("columns: one a step, and one for a stage without steps", () => {
  expect(columnsOf(journey).map((c) => c.key)).toEqual(["ad", "page", "before/Choose", "cart", "pay"]);
  expect(spansOf(columnsOf(journey), "phase").map((s) => [s.phase, s.from, s.count])).toEqual([
    ["before", 0, 3],
    ["during", 3, 2],
  ]);
  expect(spansOf(columnsOf(journey), "stage").map((s) => [s.stage, s.count])).toEqual([
    ["Discover", 2],
    ["Choose", 1],
    ["Buy", 2],
  ]);
});

test("columns: pairs by id and by what a step replaces; the others are added or removed", () => {
  const toBe: Journey = {
    id: "b",
    title: "To be",
    phases: {
      before: [
        {
          stage: "Discover",
          steps: [
            { id: "page", title: "A better page" },
            { id: "chat", title: "Chat" },
          ],
        },
      ],
      during: [{ stage: "Buy", steps: [{ id: "one-click", title: "One click", replaces: ["cart", "pay"] }] }],
    },
  };
  expect(paired(toBe, journey).map((c) => [c.key, c.other?.id, c.pairing])).toEqual([
    ["other/ad", "ad", "removed"],
    ["page", "page", "changed"],
    ["chat", undefined, "added"],
    ["one-click", "cart", "changed"],
  ]);
  expect(paired(toBe, journey)[3]?.replaces?.map((s) => s.id)).toEqual(["cart", "pay"]);
  expect(paired(journey, journey).every((c) => !c.step || c.pairing === "same")).toBe(true);
  expect(paired(journey, toBe).map((c) => [c.key, c.other?.id])).toContainEqual(["cart", "one-click"]);
});

test("columns: an edit of one step leaves the others as they were", () => {
  const before = columnsOf(journey);
  expect(reused(columnsOf(journey), before)).toBe(before);
  const next = apply(journey, { op: "set", step: "page", field: "title", to: "Another" });
  const after = reused(columnsOf(next), before);
  expect(after.map((c, i) => c === before[i])).toEqual([true, false, true, true, true]);
});

test("lanes: the core, and what the journey speaks of", () => {
  expect(usualLanes(journey)).toEqual(["emotion", "reach", "time", "performance", "pains", "gains", "ideas"]);
});

test("lanes: read, written, shown, moved", () => {
  expect(readLanes("reach,nonsense,reach,pains")).toEqual(["reach", "pains"]);
  expect(readLanes("")).toBeUndefined();
  expect(readLanes(writeLanes([]))).toEqual([]);
  expect(toggled(["emotion", "pains"], "reach")).toEqual(["emotion", "reach", "pains"]);
  expect(toggled(["pains", "emotion"], "support")).toEqual(["pains", "emotion", "support"]);
  expect(toggled(["emotion", "pains"], "emotion")).toEqual(["pains"]);
  expect(moved(["emotion", "reach", "pains"], "pains", -2)).toEqual(["pains", "emotion", "reach"]);
  expect(moved(["emotion", "reach"], "reach", 5)).toEqual(["emotion", "reach"]);
});

const frame = { column: 100, height: 120, margin: 20 };

test("curve: points stand in the middle of columns, the scale ends at the margins", () => {
  expect(xOf(frame, 2)).toBe(250);
  expect([yOf(frame, 2), yOf(frame, 0), yOf(frame, -2), yOf(frame, 9)]).toEqual([20, 60, 100, 20]);
  expect([-2, -1, 0, 1, 2].map((v) => valenceAt(frame, yOf(frame, v)))).toEqual([-2, -1, 0, 1, 2]);
  expect(valenceAt(frame, -50)).toBe(2);
});

test("curve: a column without a value is a gap", () => {
  const runs = runsOf([{ value: 1 }, { value: 2 }, undefined, { value: -1 }]);
  expect(runs.map((r) => r.map((p) => p.column))).toEqual([[0, 1], [3]]);
  expect(pathOf(frame, runs[0] ?? [])).toBe("M50 40C100 40 100 20 150 20");
  expect(pathOf(frame, runs[1] ?? [])).toBe("M350 80");
});

test("scores: how they are written, and their ends", () => {
  const scale = { min: 1, max: 5, direction: "up" };
  expect([kindOf({ kind: "csat" }), kindOf({ kind: "nps" }), kindOf({ kind: "mean" })]).toEqual([
    "percent",
    "number",
    "score",
  ]);
  expect(rangeOf({ kind: "mean", scale })).toEqual([1, 5]);
  expect(rangeOf({ kind: "nps", scale })).toEqual([-100, 100]);
  expect(readingOf("below target")).toBe("below");
  expect(readingOf(undefined)).toBeUndefined();
  expect(onTimeRuler(0)).toBe(0);
  expect(onTimeRuler(365 * 86_400)).toBe(1);
});

test("reach: what is not observed has no bar", () => {
  const estimate = (value: number) => ({ value, lo: value, hi: value, n: 10 });
  expect(reachParts({ reach_rate: null } as Row)).toBeUndefined();
  expect(reachParts({ reach_rate: estimate(0.5), drop_rate: estimate(0.2) } as Row)).toEqual({
    reached: 0.5,
    dropped: 0.1,
  });
});

test("zoom: what fits, within what can be read", () => {
  expect(readZoom("0.9", 14, 1200)).toBe(0.9);
  expect(readZoom("7", 14, 1200)).toBe(1);
  expect(readZoom("fit", 14, 1166)).toBeCloseTo(0.41, 1);
  expect(readZoom("fit", 40, 800)).toBe(0.35);
  expect(readZoom("fit", 2, 1600)).toBe(1.25);
});
