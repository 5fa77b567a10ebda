// SPDX-License-Identifier: Apache-2.0
// The address of the customers behind a number of an answer.

/** The questions whose numbers lead to customers. */
export const standingQuestions = [
  "funnel",
  "levels",
  "conformance",
  "returns",
  "matrix",
  "continuity",
  "retention",
  "flows",
  "stickiness",
  "states",
] as const;
export type StandingQuestion = (typeof standingQuestions)[number];

export type StandingQuery = Record<
  string,
  string | number | boolean | readonly (string | number)[] | undefined
>;

/**
 * The address of those who stand behind a number: the question, all that it was
 * asked with, and which of its numbers. Days are written as all addresses write
 * them, with the last one included.
 */
export function standing(question: StandingQuestion, query: StandingQuery): string {
  const search = new URLSearchParams({ question });
  for (const [key, value] of Object.entries(query))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined && one !== "" && one !== false) search.append(key, String(one));
  return `/customers?${search}`;
}

/**
 * The address of those behind a number of a scorecard, as of its moment: while
 * time goes on, some give up, and the number would become another.
 */
export function behindCard(card: { journey: string; as_of: string }, what: string, step?: string): string {
  const { journey, as_of } = card;
  return `/customers?${new URLSearchParams({ journey, ...(step ? { step } : {}), what, as_of })}`;
}
