// SPDX-License-Identifier: Apache-2.0
import type { ScorecardCard, ScorecardStep } from "@/api/generated";
import { readingOf } from "@/lib/estimate";

export interface Finding {
  journey: string;
  title: string;
  as_of: string;
  step: ScorecardStep;
}

export interface Findings {
  /** The step furthest below its target, of those whose interval says that they are. */
  gap?: Finding;
  /** The step at which most were lost. */
  drop?: Finding;
}

/** The largest gap and the largest drop-off in all scorecards. A gap that may be chance is none. */
export function findingsOf(cards: ScorecardCard[]): Findings {
  const found: Findings = {};
  for (const card of cards) {
    for (const step of card.steps ?? []) {
      const finding: Finding = { journey: card.journey, title: card.title, as_of: card.as_of, step };
      const { gap, dropped } = step;
      if (gap && readingOf(gap) === "above" && gap.value > (found.gap?.step.gap?.value ?? 0))
        found.gap = finding;
      if (dropped && dropped > (found.drop?.step.dropped ?? 0)) found.drop = finding;
    }
  }
  return found;
}
