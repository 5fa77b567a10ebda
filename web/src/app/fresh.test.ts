// SPDX-License-Identifier: Apache-2.0
import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { keys } from "@/api";
import { isBehind } from "./fresh";

/** A screen that shows an answer which came at a time. */
function shown(queries: QueryClient, name: string, data: unknown, updatedAt: number): void {
  const queryKey = keys.question(name, {});
  queries.setQueryData(queryKey, data, { updatedAt });
  new QueryObserver(queries, {
    queryKey,
    queryFn: () => data,
    staleTime: Number.POSITIVE_INFINITY,
  }).subscribe(() => {});
}

test("an answer that has read what is new is not behind", () => {
  const queries = new QueryClient();
  expect(isBehind(queries, 10, 60_000)).toBe(false);
  shown(queries, "scorecard", { position: 10 }, 1_000);
  expect(isBehind(queries, 10, 60_000)).toBe(false);
  expect(isBehind(queries, 11, 60_000)).toBe(true);
});

test("an answer that does not say how far it read is behind what came later", () => {
  const queries = new QueryClient();
  shown(queries, "events", { events: [] }, 59_000);
  expect(isBehind(queries, 11, 60_000)).toBe(false);
  expect(isBehind(queries, 11, 70_000)).toBe(true);
});
