// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import type { PathTransition, PathTransitions } from "@/api/generated";
import { end, matrixOf, start, warmth, widest } from "./matrix";

const transition = (
  from: string,
  to: string,
  count: number,
  median_s: number | null = 60,
): PathTransition => ({
  from,
  to,
  count,
  instances: count - 1,
  share: { value: 0.1, lo: 0, hi: 1, n: 100 },
  n: count,
  mean_s: null,
  median_s,
  p90_s: null,
});

const answer: PathTransitions = {
  instances: 10,
  transitions: [transition("b", "a", 2), transition("a", "a", 9, 3600), transition("a", "b", 5, null)],
  starts: { a: 10 },
  ends: { a: 4, c: 6 },
  reworked: null,
  rework: [],
};

const alphabetical = (steps: string[]) => [...steps].sort();

describe("matrixOf", () => {
  const matrix = matrixOf(answer, alphabetical);

  test("has the steps in their order, starts first and ends last", () => {
    expect(matrix.rows).toEqual([start, "a", "b", "c"]);
    expect(matrix.columns).toEqual(["a", "b", "c", end]);
  });

  test("finds transitions, starts and ends", () => {
    expect(matrix.at("a", "a")).toMatchObject({ count: 9 });
    expect(matrix.at(start, "a")).toEqual({ count: 10 });
    expect(matrix.at("c", end)).toEqual({ count: 6 });
    expect(matrix.at("b", "c")).toBeUndefined();
    expect(matrix.at(start, end)).toBeUndefined();
  });

  test("knows the largest of each measure", () => {
    expect(matrix.most).toEqual({ count: 9, instances: 8, median: 3600 });
  });

  test("of many steps the most frequent are shown and the others counted", () => {
    const many = Array.from({ length: 30 }, (_, i) => transition(`s${i}`, `s${i}`, i + 1));
    const wide = matrixOf({ ...answer, starts: {}, ends: {}, transitions: many }, alphabetical);
    expect(wide.columns).toHaveLength(widest + 1);
    expect(wide.left).toBe(30 - widest);
    expect(wide.columns).toContain("s29");
    expect(wide.columns).not.toContain("s0");
  });
});

test("warmth rises with the value and stays within 0 and 1", () => {
  expect(warmth(0, 100, "count")).toBe(0);
  expect(warmth(25, 100, "count")).toBe(0.5);
  expect(warmth(100, 100, "median")).toBe(1);
  expect(warmth(9, 99, "median")).toBeCloseTo(0.5);
});
