// SPDX-License-Identifier: Apache-2.0
import type { AskCustomersData } from "@/api/generated";
import { addDays } from "@/lib/filter";
import { type StandingQuestion, standingQuestions } from "@/lib/standing";

/** The terms that every question takes. */
const common = [
  "journey",
  "version",
  "segment",
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
/** Those of a number of a scorecard or of paths. */
const own = ["what", "step", "next", "on", "persona"] as const;
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

/** What the address says of whose customers are asked for. */
export type Terms = Partial<Record<(typeof common)[number] | (typeof own)[number], string>> &
  Partial<Record<(typeof repeated)[number], string[]>> & {
    /** The question whose number it is; none: a scorecard, or paths. */
    question?: StandingQuestion;
    /** All else that it was asked with, and which number. */
    more?: Record<string, string[]>;
  };

/** What belongs to this screen, not to the question. */
const screen = ["question", "sort", "q"];

/** Reads from the address which number the customers stand behind; null where it names none. */
export function readTerms(search: URLSearchParams): Terms | null {
  const question = standingQuestions.find((q) => q === search.get("question"));
  if (!question && !search.has("journey") && !search.has("events") && !search.has("what")) return null;
  const terms: Terms = {};
  for (const key of question ? common : [...common, ...own]) {
    const value = search.get(key);
    if (value) terms[key] = value;
  }
  for (const key of question ? (["where"] as const) : repeated) {
    const values = search.getAll(key);
    if (values.length > 0) terms[key] = values;
  }
  if (!question) return terms;
  const known = [...screen, ...common, "where"];
  const more: Record<string, string[]> = {};
  for (const key of search.keys()) if (!known.includes(key)) more[key] = search.getAll(key);
  // Of several journeys each is meant; the first of them gives the list its name.
  if (question === "matrix") more.journey = search.getAll("journey");
  return { ...terms, question, more };
}

export const numberOf = (terms: Terms): Number => numbers.find((n) => n === terms.what) ?? "all";

/** The first of what the address says under a name. */
export const moreOf = (terms: Terms, key: string): string => terms.more?.[key]?.[0] ?? "";

/** The address names days that count; the question takes the first moment that does not. */
const behindDay = (day: string | undefined) => (day?.length === 10 ? addDays(day, 1) : day);

type Asked = Omit<NonNullable<AskCustomersData["query"]>, "events"> & { events?: boolean };

/** The terms as the question takes them. */
export const asked = ({ events, to, as_of, question: _, more, ...terms }: Terms): Asked => ({
  ...(terms as Asked),
  ...(to ? { to: behindDay(to) } : {}),
  ...(as_of ? { as_of: behindDay(as_of) } : {}),
  ...(events ? { events: true } : {}),
  ...more,
});
