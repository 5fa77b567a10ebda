// SPDX-License-Identifier: Apache-2.0
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { keys, problemOf } from "@/api";
import { type AskHeld, countSegment } from "@/api/generated";
import { completed, faultsByRow, type Group, writeRule } from "@/lib/rule";

/** How long a rule rests before it is counted, in milliseconds. */
const pause = 350;

export interface HoldingAnswer {
  /** None yet, or the rule says nothing. */
  held?: AskHeld;
  /** The rule has changed since, or is being counted. */
  waiting: boolean;
  /** What is wrong with the rule, by row. */
  errors: Record<string, string>;
  /** Why it could not be counted, where no row is to blame. */
  problem?: string;
}

/** How many customers a rule holds that is being edited: asked when it rests, given up when it changes. */
export function useHolding(rule: Group): HoldingAnswer {
  const ready = completed(rule);
  const written = ready.children.length > 0 ? JSON.stringify(writeRule(ready)) : "";
  const [asked] = useDebouncedValue(written, pause);
  const count = useQuery({
    queryKey: keys.events("holding", { where: asked }),
    queryFn: ({ signal }) => countSegment({ body: { where: JSON.parse(asked) }, signal }),
    enabled: asked !== "",
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  });
  const waiting = written !== asked || count.isFetching;
  if (written === "") return { waiting: false, errors: {} };
  if (!count.error || waiting) return { held: count.data, waiting, errors: {} };
  const problem = problemOf(count.error);
  const fields = Object.entries(problem.fields())
    .filter(([path]) => path.startsWith("where"))
    .map(([path, message]) => [path.replace(/^where\.?/, ""), message] as const);
  if (fields.length === 0) return { waiting, errors: {}, problem: problem.message };
  return { waiting, errors: faultsByRow(ready, Object.fromEntries(fields)) };
}
