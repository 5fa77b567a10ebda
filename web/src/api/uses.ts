// SPDX-License-Identifier: Apache-2.0
import { useQueries, useQuery } from "@tanstack/react-query";
import { type Use, usesIn } from "@/lib/uses";
import { readJourney } from "./generated";
import { keys } from "./keys";
import { journeysQuery } from "./lists";

/** Which journeys and steps refer to which documents. It grows while journeys are being read. */
export function useUses(): { uses: Use[]; isPending: boolean } {
  const journeys = useQuery(journeysQuery);
  return useQueries({
    queries: (journeys.data ?? []).map(({ id }) => ({
      queryKey: keys.journey(id, "latest"),
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        readJourney({ path: { id }, query: { version: "latest" }, signal }),
      staleTime: 60_000,
    })),
    combine: (results) => ({
      uses: results.flatMap((r) => (r.data ? usesIn(r.data.id, r.data.journey) : [])),
      isPending: journeys.isPending || results.some((r) => r.isPending),
    }),
  });
}
