// SPDX-License-Identifier: Apache-2.0
import type { ReturnsResult } from "@/api/generated";
import type { CurvePoint } from "@/charts";

const day = 86_400;

/** The points that are known of a curve of returns, with its beginning and the horizon of the rates. */
export function pointsOf(
  of: ReturnsResult,
  label: (days: number) => string,
): (CurvePoint & { watched?: number })[] {
  const known = (of.curve ?? []).flatMap((p) =>
    p.rate ? [{ s: p.within_s, rate: p.rate, watched: p.watched as number | undefined }] : [],
  );
  if (of.all.rate && !known.some((p) => Math.abs(p.s - of.within_s) < day))
    known.push({ s: of.within_s, rate: of.all.rate, watched: undefined });
  known.sort((a, b) => a.s - b.s);
  if (known.length === 0) return [];
  return [
    { x: 0, label: label(0), value: 0, lo: 0, hi: 0 },
    ...known.map(({ s, rate, watched }) => ({
      x: s / day,
      label: label(s / day),
      value: rate.value,
      lo: rate.lo,
      hi: rate.hi,
      watched,
    })),
  ];
}
