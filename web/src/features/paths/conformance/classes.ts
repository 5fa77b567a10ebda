// SPDX-License-Identifier: Apache-2.0
import type { ConformanceStepDeviates } from "@/api/generated";

export const classes = ["missing", "out-of-order", "ad-hoc", "failed"] as const;
export type DeviationClass = (typeof classes)[number];

export const classOf = (name: string): DeviationClass => classes.find((c) => c === name) ?? "ad-hoc";

export const colours: Record<DeviationClass, string> = {
  missing: "var(--c-0)",
  "out-of-order": "var(--c-4)",
  "ad-hoc": "var(--c-3)",
  failed: "var(--w-bad)",
};

/** Counts of a step by class. */
export const countsOf = (s: ConformanceStepDeviates): Record<DeviationClass, number> => ({
  missing: s.missing,
  "out-of-order": s.out_of_order,
  "ad-hoc": s.ad_hoc,
  failed: s.failed,
});

/** A deviation as the question names it: "missing:checkout". */
export const named = (kind: string, step: string) => `${kind}:${step}`;

/** Takes "missing:checkout" apart; the step may hold colons. */
export function partsOf(name: string): { kind: DeviationClass; step: string } {
  const at = name.indexOf(":");
  return { kind: classOf(name.slice(0, at)), step: name.slice(at + 1) };
}
