// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { shareOf } from "./share";

// The bounds are the roots of (p − x)² = z² x (1 − x) / n, solved with forty digits.
test.each([
  [10, 100, 0.0552291, 0.1743657],
  [0, 20, 0, 0.1611252],
  [20, 20, 0.8388748, 1],
])("%d of %d", (count, n, lo, hi) => {
  const share = shareOf(count, n);
  expect(share.value).toBeCloseTo(count / n, 10);
  expect(share.lo).toBeCloseTo(lo, 5);
  expect(share.hi).toBeCloseTo(hi, 5);
});

test("of nobody nothing is known", () => expect(shareOf(0, 0).value).toBeNull());
