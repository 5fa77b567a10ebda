// SPDX-License-Identifier: Apache-2.0
import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import { type Choice, type Sort, sorts } from "./choose";

type Part = Partial<Record<"q" | "state" | "status" | "owner" | "due" | "sort" | "view", string>>;

/** What the address says: which journeys, in which order, as cards or as a list. */
export function useChoice() {
  const [search, setSearch] = useSearchParams();
  const change = useCallback(
    (part: Part) =>
      setSearch(
        (now) => {
          const next = new URLSearchParams(now);
          for (const [key, value] of Object.entries(part)) {
            if (value) next.set(key, value);
            else next.delete(key);
          }
          return next;
        },
        { replace: true },
      ),
    [setSearch],
  );
  const clear = useCallback(() => change({ q: "", state: "", status: "", owner: "", due: "" }), [change]);
  const status = search.get("status") ?? "";
  const archived = status === "archived";
  const sort = search.get("sort") ?? "";
  const choice = useMemo<Choice>(
    () => ({
      q: search.get("q") ?? "",
      state: search.get("state") ?? "",
      status: archived ? "" : status,
      owner: search.get("owner") ?? "",
      due: search.get("due") === "yes",
      sort: sorts.includes(sort as Sort) ? (sort as Sort) : "title",
    }),
    [search, status, archived, sort],
  );
  return { choice, status, archived, view: search.get("view") === "list" ? "list" : "cards", change, clear };
}
