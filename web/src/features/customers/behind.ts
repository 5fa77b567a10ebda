// SPDX-License-Identifier: Apache-2.0
import type { AskCustomersData } from "@/api/generated";
import { addDays } from "@/lib/filter";

/** The terms of the address that say whose customers are asked for. */
const single = [
  "journey",
  "version",
  "what",
  "step",
  "next",
  "on",
  "segment",
  "persona",
  "channel",
  "actor",
  "from",
  "to",
  "as_of",
  "per",
  "traits",
  "events",
  "idle",
  "each",
] as const;
const repeated = ["path", "where"] as const;

export const numbers = [
  "all",
  "completed",
  "abandoned",
  "ongoing",
  "unripe",
  "reached",
  "continued",
  "left",
  "ended",
  "waiting",
  "skipped",
  "repeated",
  "failed",
  "late",
  "overdue",
  "answered",
  "starts",
  "ends",
  "transition",
  "variant",
] as const;
export type Number = (typeof numbers)[number];

export type Terms = Partial<Record<(typeof single)[number], string>> &
  Partial<Record<(typeof repeated)[number], string[]>>;

/** Reads from the address which number the customers stand behind; null where it names none. */
export function readTerms(search: URLSearchParams): Terms | null {
  if (!search.has("journey") && !search.has("events") && !search.has("what")) return null;
  const terms: Terms = {};
  for (const key of single) {
    const value = search.get(key);
    if (value) terms[key] = value;
  }
  for (const key of repeated) {
    const values = search.getAll(key);
    if (values.length > 0) terms[key] = values;
  }
  return terms;
}

export const numberOf = (terms: Terms): Number => numbers.find((n) => n === terms.what) ?? "all";

/** The address names days that count; the question takes the first moment that does not. */
const behindDay = (day: string | undefined) => (day?.length === 10 ? addDays(day, 1) : day);

/** The terms as the question takes them. */
export const asked = ({ events, to, as_of, ...terms }: Terms): AskCustomersData["query"] => ({
  ...(terms as Omit<NonNullable<AskCustomersData["query"]>, "events">),
  ...(to ? { to: behindDay(to) } : {}),
  ...(as_of ? { as_of: behindDay(as_of) } : {}),
  ...(events ? { events: true } : {}),
});
