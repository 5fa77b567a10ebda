// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { arcsOf, type Flow, stayOf, unplaced } from "./lifecycleDocument";

const flow = (from: string, to: string, count: number): Flow => ({
  from,
  to,
  count,
  customers: count,
  share: null,
});
const flows = [
  flow("a", "a", 70),
  flow("a", "b", 20),
  flow("c", "a", 10),
  flow("a", "", 5),
  flow("b", "c", 0),
];

test("flows between states become arcs; staying, nowhere and nothing do not", () => {
  const arcs = arcsOf(flows, ["a", "b", "c"], 300, 80);
  expect(arcs.map((a) => [a.flow.from, a.flow.to, a.above])).toEqual([
    ["a", "b", true],
    ["c", "a", false],
  ]);
  expect(arcs[0]?.width).toBe(14);
  expect(arcs[1]?.width).toBe(7);
});

test("an arc begins and ends at its columns, and stays in its band", () => {
  const [arc] = arcsOf([flow("a", "c", 1)], ["a", "b", "c"], 300, 80);
  const numbers = (arc?.path.match(/-?[\d.]+/g) ?? []).map(Number);
  expect(numbers[0]).toBe(62);
  expect(numbers[6]).toBe(238);
  // The highest point of the curve, half a line's width from the border.
  expect(80 - (80 - (numbers[3] ?? 0)) * 0.75).toBeGreaterThanOrEqual(7);
});

test("who stays, and which journeys have no place", () => {
  expect(stayOf(flows, "a")?.count).toBe(70);
  expect(stayOf(flows, "b")).toBeUndefined();
  expect(unplaced(["x", "y"], { id: "l", states: [{ id: "a", journeys: ["x"] }, { id: "b" }] })).toEqual([
    "y",
  ]);
});
