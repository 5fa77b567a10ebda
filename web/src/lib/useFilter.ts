// SPDX-License-Identifier: Apache-2.0
import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import { type Filter, readFilter, writeFilter } from "./filter";

/** The screen's filter and how to change it. Changing replaces the address: "back" leaves the screen. */
export function useFilter(): [filter: Filter, change: (part: Filter) => void, clear: () => void] {
  const [search, setSearch] = useSearchParams();
  const filter = useMemo(() => readFilter(search), [search]);
  const change = useCallback(
    (part: Filter) =>
      setSearch((now) => writeFilter(now, { ...readFilter(now), ...part }), { replace: true }),
    [setSearch],
  );
  const clear = useCallback(() => setSearch((now) => writeFilter(now, {}), { replace: true }), [setSearch]);
  return [filter, change, clear];
}

/** One value of the address, such as the chosen tab or sort order; "" removes it. */
export function useParam(name: string, fallback = ""): [value: string, set: (value: string) => void] {
  const [search, setSearch] = useSearchParams();
  const set = useCallback(
    (value: string) =>
      setSearch(
        (now) => {
          const next = new URLSearchParams(now);
          if (value && value !== fallback) next.set(name, value);
          else next.delete(name);
          return next;
        },
        { replace: true },
      ),
    [setSearch, name, fallback],
  );
  return [search.get(name) ?? fallback, set];
}
