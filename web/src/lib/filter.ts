// SPDX-License-Identifier: Apache-2.0
// The filter that screens share. Its state is the URL, so that a screen can be
// shared with what it shows.

export interface Filter {
  segment?: string;
  channel?: string;
  actor?: string;
  mode?: string;
  nature?: string;
  direction?: string;
  control?: string;
  persona?: string;
  /** First and last day, as "2026-01-31". */
  from?: string;
  to?: string;
  as_of?: string;
}

export type FilterField = keyof Filter;

export const filterFields: FilterField[] = [
  "segment",
  "channel",
  "actor",
  "mode",
  "nature",
  "direction",
  "control",
  "persona",
  "from",
  "to",
  "as_of",
];

/** Reads a filter from a URL's query; what is unknown is left alone. */
export function readFilter(search: URLSearchParams): Filter {
  const filter: Filter = {};
  for (const field of filterFields) {
    const value = search.get(field);
    if (value) filter[field] = value;
  }
  return filter;
}

/** The same query with another filter; everything that is not a filter stays. */
export function writeFilter(search: URLSearchParams, filter: Filter): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const field of filterFields) {
    const value = filter[field];
    if (value) next.set(field, value);
    else next.delete(field);
  }
  return next;
}

export const isFiltered = (filter: Filter): boolean => filterFields.some((field) => filter[field]);

/** A day as "2026-01-31" in a zone. */
export function dayIn(zone: string | undefined, at: Date): string {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  return parts.format(at);
}

/** The day so many days after another. */
export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

export type Preset = "last7" | "last30" | "last90" | "month" | "previousMonth";

/** The days of a named period that ends today. */
export function presetPeriod(preset: Preset, today: string): { from: string; to: string } {
  const first = `${today.slice(0, 8)}01`;
  switch (preset) {
    case "last7":
      return { from: addDays(today, -6), to: today };
    case "last30":
      return { from: addDays(today, -29), to: today };
    case "last90":
      return { from: addDays(today, -89), to: today };
    case "month":
      return { from: first, to: today };
    case "previousMonth": {
      const last = addDays(first, -1);
      return { from: `${last.slice(0, 8)}01`, to: last };
    }
  }
}
