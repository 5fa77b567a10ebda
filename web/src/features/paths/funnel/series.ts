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
}

/** More groups than these would be no picture. */
export const mostSeries = 6;

export function seriesOf(answer: Asked<FunnelResult, FunnelDifference>): Series[] {
  const compared = comparedIn(answer);
  const groups = compared ? [compared.a, compared.b] : groupsIn(answer);
  if (!groups) return [{ value: "", of: answer as FunnelResult, colour: "var(--w-measure)" }];
  return groups
    .filter((g) => g.answer !== null)
    .map((g, i) => ({ value: g.value, of: g.answer as FunnelResult, colour: `var(--c-${i})` }));
}

/** The share lost since the required step before: the rest of from_previous, with its interval. */
export function lostOf(step: FunnelReached): Estimate | null {
  const kept = step.from_previous;
  return kept && { value: 1 - kept.value, lo: 1 - kept.hi, hi: 1 - kept.lo, n: kept.n };
}

/** The rate of the required step before, from which a step's bar falls. */
export function rateBefore(steps: readonly FunnelReached[], at: number): number | null {
  if (at === 0) return null;
  const before = steps.slice(0, at).findLast((s) => !s.optional);
  return before?.rate?.value ?? null;
}
