// SPDX-License-Identifier: Apache-2.0
import type { PathTransition, PathTransitions } from "@/api/generated";

export type Measure = "count" | "instances" | "median";

/** How paths begin and end, beside the steps. */
export const start = "^";
export const end = "$";

export interface Matrix {
  rows: string[];
  columns: string[];
  /** Looks a cell up; undefined where one never followed the other. */
  at: (from: string, to: string) => PathTransition | { count: number } | undefined;
  /** The largest value of a measure, that the warmest cell has. */
  most: Record<Measure, number>;
  /** Steps left out, since there would be too many. */
  left: number;
}

/** Who has this many steps or more sees the most frequent of them. */
export const widest = 24;

/** Transitions as a matrix in the order of the design: starts in its first row, ends in its last column. */
export function matrixOf(answer: PathTransitions, order: (steps: string[]) => string[]): Matrix {
  const list = answer.transitions ?? [];
  const weight = new Map<string, number>();
  const add = (step: string, count: number) => weight.set(step, (weight.get(step) ?? 0) + count);
  for (const t of list) {
    add(t.from, t.count);
    add(t.to, t.count);
  }
  for (const [step, count] of [...Object.entries(answer.starts), ...Object.entries(answer.ends)])
    add(step, count);
  const frequent = [...weight.keys()]
    .sort((a, b) => (weight.get(b) ?? 0) - (weight.get(a) ?? 0))
    .slice(0, widest);
  const steps = order(frequent);
  const cells = new Map(list.map((t) => [`${t.from}\n${t.to}`, t]));
  const shown = list.filter((t) => steps.includes(t.from) && steps.includes(t.to));
  const most = (of: (t: PathTransition) => number | null) => Math.max(1, ...shown.map((t) => of(t) ?? 0));
  return {
    rows: [start, ...steps],
    columns: [...steps, end],
    at: (from, to) => {
      if (from === start) {
        const count = to === end ? undefined : answer.starts[to];
        return count ? { count } : undefined;
      }
      if (to === end) {
        const count = answer.ends[from];
        return count ? { count } : undefined;
      }
      return cells.get(`${from}\n${to}`);
    },
    most: {
      count: most((t) => t.count),
      instances: most((t) => t.instances),
      median: most((t) => t.median_s),
    },
    left: weight.size - steps.length,
  };
}

/**
 * How warm a value is. Counts and times span powers of ten, so that a straight
 * scale would show the largest alone: the root of a count, the logarithm of a time.
 */
export function warmth(value: number, most: number, measure: Measure): number {
  if (value <= 0) return 0;
  if (measure === "median") return Math.log1p(value) / Math.log1p(most);
  return Math.sqrt(value / most);
}
