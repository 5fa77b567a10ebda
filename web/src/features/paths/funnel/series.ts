// SPDX-License-Identifier: Apache-2.0
import type { FunnelDifference, FunnelReached, FunnelResult } from "@/api/generated";
import type { Estimate } from "@/lib/estimate";
import { type Asked, comparedIn, groupsIn } from "../answers";

/** One funnel of those drawn beside each other: all, a group, or a side of a comparison. */
export interface Series {
  /** As the answer names it; "" where there is one only. */
  value: string;
  of: FunnelResult;
  colour: string;
  /** The group that its numbers are of, as the question for who stands behind them names it. */
  group?: string;
}

/** More groups than these would be no picture. */
export const mostSeries = 6;

export function seriesOf(answer: Asked<FunnelResult, FunnelDifference>): Series[] {
  const compared = comparedIn(answer);
  const groups = compared ? [compared.a, compared.b] : groupsIn(answer);
  if (!groups) return [{ value: "", of: answer as FunnelResult, colour: "var(--w-measure)" }];
  const group = compared
    ? (g: unknown) => (g === compared.b ? "b" : undefined)
    : (g: { value: string }) => g.value;
  return groups
    .filter((g) => g.answer !== null)
    .map((g, i) => ({
      value: g.value,
      of: g.answer as FunnelResult,
      colour: `var(--c-${i})`,
      group: group(g),
    }));
}

/** The share lost since the required step before: the rest of from_previous, with its interval. */
export function lostOf(step: FunnelReached): Estimate | null {
  const kept = step.from_previous;
  return kept && { value: 1 - kept.value, lo: 1 - kept.hi, hi: 1 - kept.lo, n: kept.n };
}

/** The place of the required step before, from which a step's bar falls; -1: there is none. */
export const placeBefore = (steps: readonly FunnelReached[], at: number): number =>
  steps.slice(0, at).findLastIndex((s) => !s.optional);

/** How many were lost since the required step before. */
export function lostSince(steps: readonly FunnelReached[], at: number): number {
  const [before, here] = [steps[placeBefore(steps, at)], steps[at]];
  return before && here && !here.optional ? before.count - here.count : 0;
}
