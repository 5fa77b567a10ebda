// SPDX-License-Identifier: Apache-2.0
// A question is answered once, or once a group, or twice with what differs.
import type { AskAbout } from "@/api/generated";
import type { Estimate } from "@/lib/estimate";

export type About = AskAbout;

export interface Group<R> {
  value: string;
  answer: R | null;
}

export interface Groups<R> {
  by: string;
  groups: Group<R>[] | null;
}

export interface Compared<R, D> {
  a: Group<R>;
  b: Group<R>;
  difference: D | null;
}

export type Asked<R, D = never> = { about: About } & (R | Groups<R> | Compared<R, D>);

export function comparedIn<R, D>(answer: Asked<R, D>): Compared<R, D> | undefined {
  return "a" in answer && "b" in answer ? (answer as Compared<R, D>) : undefined;
}

export function groupsIn<R, D>(answer: Asked<R, D>): Group<R>[] | undefined {
  return "by" in answer && "groups" in answer ? ((answer as Groups<R>).groups ?? []) : undefined;
}

/** The answer itself; of a comparison that of the side asked about. */
export function mainIn<R, D>(answer: Asked<R, D>): R {
  const compared = comparedIn(answer);
  return compared ? (compared.a.answer ?? ({} as R)) : (answer as R);
}

/** A value on both sides, and what differs. */
export interface Pair {
  a: Estimate | null;
  b: Estimate | null;
  difference: Estimate | null;
}

/** Parts of an answer, the clearest difference first: the largest beside its interval. */
export function byDifference<T>(rows: readonly T[], of: (row: T) => Estimate | null): T[] {
  const clarity = (row: T) => {
    const e = of(row);
    if (e?.value == null) return -1;
    const width = e.lo != null && e.hi != null ? e.hi - e.lo : Number.POSITIVE_INFINITY;
    return Math.abs(e.value) / Math.max(width, Number.EPSILON);
  };
  return [...rows].sort((x, y) => clarity(y) - clarity(x));
}
