// SPDX-License-Identifier: Apache-2.0
// How scores of different kinds are written and drawn, and how far times reach.
import type { Estimate as AnyEstimate } from "@/lib/estimate";
import type { Kind } from "@/lib/format";
import type { Row, RowTimes, Score } from "./wire";

/** How values on the scale of a score are written. */
export function kindOf(score: Pick<Score, "kind"> | null | undefined): Kind {
  if (score?.kind === "csat") return "percent";
  return score?.kind === "nps" ? "number" : "score";
}

/** The kind of a difference of scores. */
export const differenceKindOf = (score: Pick<Score, "kind"> | null | undefined): Kind =>
  score?.kind === "csat" ? "points" : kindOf(score);

/** The ends of a score: of a share 0 and 1, of an NPS −100 and 100, of a mean those of the answers. */
export function rangeOf(score: Pick<Score, "kind" | "scale">): [number, number] {
  if (score.kind === "csat") return [0, 1];
  if (score.kind === "nps") return [-100, 100];
  return [score.scale.min, score.scale.max];
}

export const estimateOf = (score: Score | null | undefined): AnyEstimate | undefined =>
  score ? { value: score.value, lo: score.lo, hi: score.hi, n: score.n } : undefined;

export type Reading = "below" | "at" | "above" | "undecided";

/** "below target" → below. */
export function readingOf(reading: string | undefined): Reading | undefined {
  const word = reading?.split(" ")[0];
  return word === "below" || word === "at" || word === "above" || word === "undecided" ? word : undefined;
}

/** The time that a promise is about, else the time since the step before. */
export const timesOf = (row: Row): RowTimes | null | undefined => row.since ?? row.time_from_previous;

/** One second to a year, as a place on a ruler whose marks grow tenfold: 0…1. */
export function onTimeRuler(seconds: number): number {
  const top = Math.log10(365 * 86_400);
  return Math.min(1, Math.max(0, Math.log10(Math.max(1, seconds)) / top));
}

/** How many instances the bars are drawn of: the part that dropped, of those that reached the step. */
export function reachParts(row: Row): { reached: number; dropped: number } | undefined {
  const reached = row.reach_rate?.value;
  if (reached == null) return undefined;
  return { reached, dropped: reached * (row.drop_rate?.value ?? 0) };
}

/** Fewer than this many make no statement. */
export const few = 5;
