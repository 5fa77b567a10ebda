// SPDX-License-Identifier: Apache-2.0

/** A number with its 95 % interval and the count it rests on; null is "not known". */
export interface Estimate {
  value: number | null;
  lo?: number | null;
  hi?: number | null;
  n?: number;
}

/** Lengths of time as the API gives them, in seconds. */
export interface Times {
  median_s?: number | null;
  median_lo_s?: number | null;
  median_hi_s?: number | null;
  p90_s?: number | null;
  n?: number;
  promise?: string;
  late?: Estimate | null;
}

/** The median of times, as an estimate. */
export function medianOf(times: Times): Estimate {
  return { value: times.median_s ?? null, lo: times.median_lo_s, hi: times.median_hi_s, n: times.n };
}

/** How a difference reads: whether its interval leaves zero out, and on which side. */
export function readingOf(e: Estimate): "above" | "below" | "undecided" {
  if (e.lo != null && e.lo > 0) return "above";
  if (e.hi != null && e.hi < 0) return "below";
  return "undecided";
}

/** Where a value stands in a range, 0…1, cut at both ends. A range without width is its middle. */
export function within(value: number, lo: number, hi: number): number {
  if (hi <= lo) return 0.5;
  return Math.min(1, Math.max(0, (value - lo) / (hi - lo)));
}
