// SPDX-License-Identifier: Apache-2.0
import { QueryClient } from "@tanstack/react-query";
import { problemOf } from "@/api";

/** What another try may mend; the rest is shown at once. */
const passing = new Set(["offline", "unavailable", "too_many"]);

export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        retry: (count, error) => count < 2 && passing.has(problemOf(error).code),
      },
    },
  });
}
