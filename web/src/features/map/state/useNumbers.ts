// SPDX-License-Identifier: Apache-2.0
import { keepPreviousData, type UsePrefetchQueryOptions, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { keys, type Query, send } from "@/api";
import { useFilter } from "@/lib/useFilter";
import type { Journey } from "../document/types";
import type { Column } from "../numbers/columns";
import type { Card, Comparison, Difference, Row, RowDifference, Unmapped } from "../numbers/wire";
import { load } from "./useMapTools";

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
  /** Nothing is known, since asking failed. */
  failed: boolean;
}

export interface Asked {
  numbers: Numbers;
  /** The numbers are being replaced. */
  stale: boolean;
  error: unknown;
  retry: () => void;
}

const rowsOf = (card: Card | null | undefined): ReadonlyMap<string, Row> =>
  new Map((card?.steps ?? []).map((row) => [row.id, row]));

const scorecardQuery = (question: Query) => ({
  queryKey: keys.question("scorecard", question),
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    send<Card>("GET", "/questions/scorecard", { query: question, signal }),
});

const comparisonQuery = (question: Query, against: string) => {
  const query = { ...question, against };
  return {
    queryKey: keys.question("comparison", query),
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      send<Comparison>("GET", "/questions/comparison", { query, signal }),
  };
};

/** What useNumbers asks, to be asked before there is anything to show it in. */
export const numbersQuery = (question: Query, against: string) =>
  (against ? comparisonQuery(question, against) : scorecardQuery(question)) as UsePrefetchQueryOptions;

/** The scorecard of a question, or two and what differs. */
export function useNumbers(question: Query, against: string): Asked {
  const one = useQuery({ ...scorecardQuery(question), placeholderData: keepPreviousData, enabled: !against });
  const two = useQuery({
    ...comparisonQuery(question, against),
    placeholderData: keepPreviousData,
    enabled: Boolean(against),
  });
  const asked = against ? two : one;
  const card = against ? two.data?.a.answer : one.data;
  const other = against ? two.data : undefined;
  const failed = asked.error !== null && card === undefined;
  const numbers = useMemo(() => {
    const plain = { card: card ?? undefined, rows: rowsOf(card), failed };
    if (!other?.b.answer || !other.difference) return plain;
    const of = new Map<string, RowDifference>();
    for (const d of other.difference.steps ?? []) {
      if (d.with_id) of.set(d.with_id, d);
      if (d.id) of.set(d.id, d);
    }
    return {
      ...plain,
      against: { card: other.b.answer, rows: rowsOf(other.b.answer), difference: other.difference, of },
    };
  }, [card, other, failed]);
  return {
    numbers,
    stale: asked.isPlaceholderData || (asked.isFetching && card !== undefined),
    error: asked.error,
    retry: () => void asked.refetch(),
  };
}

/** Events that no step claims. */
export function useUnmapped(question: Query) {
  const { mode, nature, direction, control, persona, ...query } = question;
  return useQuery({
    queryKey: keys.question("unmapped", query),
    queryFn: ({ signal }) =>
      send<{ touchpoints: Unmapped[] | null; different: number; instances: number }>(
        "GET",
        "/questions/unmapped",
        {
          query,
          signal,
        },
      ),
  });
}

/** The document of the journey that this one is set against. */
export function useOther(against: string): Journey | undefined {
  const id = against.startsWith("journey:") ? against.slice("journey:".length) : "";
  return useQuery({
    queryKey: keys.journey(id, "latest"),
    queryFn: ({ signal }) => load(id, "latest", signal),
    enabled: id !== "",
  }).data?.journey;
}

const everywhere: ReadonlySet<string> = new Set();

/** Columns that the filter leaves out: the scorecard has no row for them. */
export function useOutside(columns: readonly Column[], rows: ReadonlyMap<string, unknown> | undefined) {
  const [{ mode, nature, direction, control, actor }] = useFilter();
  const filters = mode || nature || direction || control || actor;
  return useMemo(() => {
    if (!rows || !filters) return everywhere;
    return new Set(columns.filter((c) => c.step && !rows.has(c.step.id)).map((c) => c.key));
  }, [columns, rows, filters]);
}
