// SPDX-License-Identifier: Apache-2.0
import type { Behind } from "../behind";
import type { FunnelStep } from "./funnel";

/** The customers who came to a step of a funnel; those of a choice or under a condition cannot be listed. */
export function reachedIn(step: FunnelStep | undefined, to: (part: Behind) => string): string | undefined {
  const [only, ...others] = step?.any ?? [];
  if (!only || others.length > 0 || step?.where.length) return undefined;
  return to({ what: "reached", step: only });
}
