// SPDX-License-Identifier: Apache-2.0
import type { Estimate } from "./estimate";

const z = 1.959963984540054;

/** A share with its 95 % interval (Wilson's score interval), as the server computes it. */
export function shareOf(count: number, n: number): Estimate {
  if (n <= 0) return { value: null, n: 0 };
  const p = count / n;
  const scale = 1 / (1 + (z * z) / n);
  const middle = scale * (p + (z * z) / (2 * n));
  const half = scale * z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return { value: p, lo: Math.max(0, middle - half), hi: Math.min(1, middle + half), n };
}
