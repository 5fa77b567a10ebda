// SPDX-License-Identifier: Apache-2.0
import { queryOptions, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { getMe, type Me, type Person } from "./generated";
import { keys } from "./keys";
import type { Problem } from "./problem";

export type Role = Person["role"];

/** What one may be allowed to do; the server holds the table of roles. */
export type Action =
  | "own-account"
  | "read-journeys"
  | "edit-journeys"
  | "edit-own-steps"
  | "publish"
  | "archive"
  | "edit-documents"
  | "ask"
  | "read-customers"
  | "export-customers"
  | "import-data"
  | "erase"
  | "manage-people"
  | "manage-tokens"
  | "manage-sources"
  | "manage-workspace"
  | "read-audit"
  | "comment"
  | "save-views"
  | "backup"
  | "read-metrics";

export const meQuery = queryOptions<Me, Problem>({
  queryKey: keys.me,
  // Without a signal: the guard waits for the answer, whoever else stops looking at it.
  queryFn: () => getMe(),
  staleTime: Number.POSITIVE_INFINITY,
  retry: (count, problem) => problem.code === "offline" && count < 2,
});

/** Me, inside the shell, where somebody is signed in for sure. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

/** Whether the signed-in person may do something: useMay("edit-journeys"). */
export function useMay(action: Action): boolean {
  return useQuery(meQuery).data?.may?.includes(action) ?? false;
}
