// SPDX-License-Identifier: Apache-2.0
import { queryOptions, useQuery } from "@tanstack/react-query";
import type { Estimate } from "@/lib/estimate";
import { shareOf } from "@/lib/share";
import { overviewEvents } from "./generated";
import { keys } from "./keys";

/** How many customers there are now: all of them, or those in a segment. */
export const customersQuery = (segment?: string) =>
  queryOptions({
    queryKey: keys.events("overview", segment ? { segment } : {}),
    queryFn: ({ signal }) => overviewEvents({ query: { segment }, signal }),
    staleTime: 300_000,
    retry: false,
  });

export interface SegmentSize {
  customers: number;
  share: Estimate;
}

/** How many customers are in a segment now, and which share of all; undefined while not known. */
export function useSegmentSize(segment: string, enabled = true): SegmentSize | undefined {
  const all = useQuery({ ...customersQuery(), enabled });
  const inside = useQuery({ ...customersQuery(segment), enabled: enabled && segment !== "" });
  if (!all.data || !inside.data) return undefined;
  const { customers } = inside.data;
  return { customers, share: shareOf(customers, all.data.customers) };
}

/** Where the customers are listed who are in a segment now. */
export const segmentCustomers = (segment: string): string =>
  `/customers?${new URLSearchParams({ events: "true", what: "all", segment, traits: "now" })}`;
