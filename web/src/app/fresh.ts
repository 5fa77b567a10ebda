// SPDX-License-Identifier: Apache-2.0
import type { QueryClient } from "@tanstack/react-query";
import { keys } from "@/api";

/** How long after it was kept the server tells of an event, at most, in ms. */
const telling = 2_000;

/**
 * Whether figures on the screen are older than the event log at a position. An
 * answer says how far it has read; one that does not must be older than the news.
 * What is being asked for right now will be new.
 */
export function isBehind(queries: QueryClient, position: number, now: number): boolean {
  return queries
    .getQueryCache()
    .findAll({ queryKey: keys.data, type: "active", fetchStatus: "idle" })
    .some(({ state: { data, dataUpdatedAt } }) => {
      const read = (data as { position?: unknown } | undefined)?.position;
      return typeof read === "number" ? read < position : dataUpdatedAt > 0 && dataUpdatedAt < now - telling;
    });
}
