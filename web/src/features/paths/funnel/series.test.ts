// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import type { FunnelReached, FunnelResult } from "@/api/generated";
import type { Asked } from "../answers";
import { lostOf, lostSince, placeBefore, seriesOf } from "./series";

const step = (id: string, rate: number, from: number | null, optional = false): FunnelReached => ({
  id,
  count: 10,
  ripe: 10,
  optional,
  rate: { value: rate, lo: rate - 0.1, hi: rate + 0.1, n: 10 },
  from_previous: from === null ? null : { value: from, lo: from - 0.1, hi: from + 0.2, n: 10 },
  time: null,
});

const steps = [step("a", 1, null), step("b", 0.2, 0.2, true), step("c", 0.5, 0.5)];

test("what is lost is the rest, and so is its interval", () => {
  const lost = lostOf(step("c", 0.5, 0.6));
  expect(lost?.value).toBeCloseTo(0.4);
  expect(lost?.lo).toBeCloseTo(0.2);
  expect(lost?.hi).toBeCloseTo(0.5);
  expect(lostOf(step("a", 1, null))).toBeNull();
});

test("a bar falls from the required step before", () => {
  expect(placeBefore(steps, 0)).toBe(-1);
  expect(placeBefore(steps, 2)).toBe(0);
  const counted = steps.map((s, i) => ({ ...s, count: 10 - 3 * i }));
  expect([0, 1, 2].map((at) => lostSince(counted, at))).toEqual([0, 0, 6]);
});

const about = {} as Asked<FunnelResult>["about"];
const result = { steps, entered: 10 } as unknown as FunnelResult;

test("an answer is one funnel, or one a group", () => {
  expect(seriesOf({ about, ...result })).toHaveLength(1);
  const groups = [
    { value: "x", answer: result },
    { value: "y", answer: null },
  ];
  expect(seriesOf({ about, by: "channel", groups }).map((s) => [s.value, s.group])).toEqual([["x", "x"]]);
  const compared = { a: { value: "all", answer: result }, b: { value: "rest", answer: result } };
  expect(seriesOf({ about, ...compared, difference: null }).map((s) => s.group)).toEqual([undefined, "b"]);
});
