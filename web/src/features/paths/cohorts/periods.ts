// SPDX-License-Identifier: Apache-2.0
import type { DateMark } from "@/charts";
import type { Formats } from "@/lib/format";
import type { Note } from "../here";

export type Every = "day" | "week" | "month";

/** What a period is called: a day, the first day of a week, a month. The moment is a beginning in the question's zone. */
export function periodName(start: string, every: Every, zone: string, format: Formats): string {
  const options: Intl.DateTimeFormatOptions =
    every === "month"
      ? { month: "short", year: "numeric", timeZone: zone }
      : { day: "numeric", month: "short", timeZone: zone };
  return new Intl.DateTimeFormat(format.locale, options).format(new Date(start));
}

/** The day, as "2026-01-31", on which a period begins in its zone. */
export function dayOf(start: string, zone: string): string {
  return new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).format(new Date(start));
}

/** Notes on dates as marks on periods that begin on these days; notes outside of them are left out. */
export function marksOf(notes: readonly Note[], days: readonly string[]): DateMark[] {
  const last = days.length - 1;
  /** The last period that begins on the day or before it. */
  const at = (day: string) => days.findLastIndex((d) => d <= day);
  return notes.flatMap((note) => {
    const from = at(note.date);
    const to = at(note.to || note.date);
    if (to < 0 || last < 0) return [];
    return [{ from: Math.max(0, from), to, title: note.title }];
  });
}
