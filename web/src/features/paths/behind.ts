// SPDX-License-Identifier: Apache-2.0
import { type StandingQuestion, standing } from "@/lib/standing";
import { type Query, type Terms, termsQuery } from "./terms";

/** A number whose customers can be listed, as GET /questions/customers knows them. */
export interface Behind {
  what?:
    | "all"
    | "completed"
    | "abandoned"
    | "ongoing"
    | "reached"
    | "repeated"
    | "failed"
    | "starts"
    | "ends"
    | "transition"
    | "variant";
  step?: string;
  /** Of a transition: the step directly behind. */
  next?: string;
  /** Of a variant: its steps, in order. */
  path?: readonly string[];
  /** Instead of the screen's own: another journey, other days, the last one included. */
  journey?: string;
  from?: string;
  to?: string;
}

/**
 * The address of the customers behind a number of an answer: the terms of the
 * screen, the moment it was given, for some go on meanwhile, and which of the
 * instances. Days are written as all addresses write them, with
 * the last one included.
 */
export function behind(terms: Terms, asOf = "", part: Behind = {}): string {
  const { what = "all", path, ...rest } = part;
  const { to, as_of = asOf } = terms.filter;
  const query: Query = {
    ...termsQuery(terms, false),
    to,
    as_of,
    ...rest,
    what,
    on: "paths",
    path: path && [...path],
  };
  if (rest.journey && rest.journey !== terms.journey) query.version = undefined;
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query))
    for (const one of Array.isArray(value) ? value : [value]) if (one) search.append(key, String(one));
  return `/customers?${search}`;
}

/**
 * The same of a question's own number: the terms of the screen, what else the question was asked with, and which number. Of two sides
 * that are compared, the number is of the first unless its group is "b".
 */
export function behindAnswer(
  question: StandingQuestion,
  terms: Terms,
  asOf: string | undefined,
  more: Query,
  number: Query,
): string {
  const { to, as_of = asOf } = terms.filter;
  return standing(question, { ...termsQuery(terms, number.group === "b"), to, as_of, ...more, ...number });
}
