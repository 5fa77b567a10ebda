// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import type { ReturnsResult } from "@/api/generated";
import { pointsOf } from "./curve";

const rate = (value: number) => ({ value, lo: value - 0.01, hi: value + 0.01, n: 100 });
const result = (curve: ReturnsResult["curve"]): ReturnsResult => ({
  journey: "shop",
  within_s: 76 * 86_400,
  all: { completed: 100, returned: 30, reminded: 0, undated: 0, rate: rate(0.33), time: null },
  curve,
  by_channel: [],
  by_iteration: [],
  no_after: null,
});

test("the curve begins at nothing and ends at the horizon; what is unknown is left out", () => {
  const points = pointsOf(
    result([
      { within_s: 7 * 86_400, watched: 90, rate: rate(0.02) },
      { within_s: 90 * 86_400, watched: 0, rate: null },
    ]),
    (days) => `${days} d`,
  );
  expect(points.map((p) => p.x)).toEqual([0, 7, 76]);
  expect(points[1]).toMatchObject({ label: "7 d", value: 0.02, watched: 90 });
});

test("nothing known is no curve", () => {
  const nothing = result([]);
  expect(pointsOf({ ...nothing, all: { ...nothing.all, rate: null } }, String)).toEqual([]);
});
