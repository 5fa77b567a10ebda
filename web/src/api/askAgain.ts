// SPDX-License-Identifier: Apache-2.0
import type { QueryClient, QueryKey } from "@tanstack/react-query";

/**
 * Asks again for what has become stale. What is on its way was asked before the change: it is
 * cancelled, for a first answer would otherwise be kept though it tells of before.
 */
export async function askAgain(queries: QueryClient, queryKey: QueryKey, { exact = false } = {}) {
  await queries.cancelQueries({ queryKey, exact });
  await queries.invalidateQueries({ queryKey, exact });
}
