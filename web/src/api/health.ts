// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from "@tanstack/react-query";
import { askScorecard } from "./generated";
import { keys } from "./keys";

export type { ScorecardCard as Health } from "./generated";

/** The scorecard of a journey, for its health. A map that asks the same shares the answer. */
export const healthQuery = (journey: string) =>
  queryOptions({
    queryKey: keys.question("scorecard", { journey }),
    queryFn: ({ signal }) => askScorecard({ query: { journey }, signal }),
    staleTime: 300_000,
    retry: false,
  });
