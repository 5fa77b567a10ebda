// SPDX-License-Identifier: Apache-2.0
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { keys, type Query, send } from "@/api";
import type { Card, Comparison, Difference, Row, RowDifference } from "../numbers/wire";

export interface Against {
  card: Card;
  rows: ReadonlyMap<string, Row>;
  difference: Difference;
  /** What differs at a step, by its id in either journey. */
  of: ReadonlyMap<string, RowDifference>;
}

/** What is known of the journey in numbers, now. */
export interface Numbers {
  card?: Card;
  rows: ReadonlyMap<string, Row>;
  against?: Against;
  /** Numbers that are being replaced. */
  stale: boolean;
  error: unknown;
  retry: () => void;
}

const rowsOf = (card: Card | null | undefined): ReadonlyMap<string, Row> =>
  new Map((card?.steps ?? []).map((row) => [row.id, row]));

/** The scorecard of a question, or two and what differs. */
export function useNumbers(question: Query, against: string): Numbers {
  const one = useQuery({
    queryKey: keys.question("scorecard", question),
    queryFn: ({ signal }) => send<Card>("GET", "/questions/scorecard", { query: question, signal }),
    placeholderData: keepPreviousData,
    enabled: !against,
  });
  const query = { ...question, against };
  const two = useQuery({
    queryKey: keys.question("comparison", query),
    queryFn: ({ signal }) => send<Comparison>("GET", "/questions/comparison", { query, signal }),
    placeholderData: keepPreviousData,
    enabled: Boolean(against),
  });
  const asked = against ? two : one;
  const card = against ? two.data?.a.answer : one.data;
  const other = against ? two.data : undefined;
  return useMemo(() => {
    const numbers = {
      card: card ?? undefined,
      rows: rowsOf(card),
      stale: asked.isPlaceholderData || (asked.isFetching && card !== undefined),
      error: asked.error,
      retry: () => void asked.refetch(),
    };
    if (!other?.b.answer || !other.difference) return numbers;
    const of = new Map<string, RowDifference>();
    for (const d of other.difference.steps ?? []) {
      if (d.with_id) of.set(d.with_id, d);
      if (d.id) of.set(d.id, d);
    }
    return {
      ...numbers,
      against: { card: other.b.answer, rows: rowsOf(other.b.answer), difference: other.difference, of },
    };
  }, [card, other, asked.isPlaceholderData, asked.isFetching, asked.error, asked.refetch]);
}
