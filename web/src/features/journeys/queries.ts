// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { keys } from "@/api";
import { listJourneys } from "@/api/generated";
import { journeysQuery, summaryOf } from "@/api/lists";

/** The journeys in use, or those that were put away. */
export function useJourneys(archived: boolean) {
  const inUse = useQuery({ ...journeysQuery, enabled: !archived });
  const away = useQuery({
    queryKey: [...keys.journeys, "archived"],
    queryFn: async ({ signal }) =>
      ((await listJourneys({ query: { archived: true }, signal })).journeys ?? []).map(summaryOf),
    enabled: archived,
  });
  return archived ? away : inUse;
}
