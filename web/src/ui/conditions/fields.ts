// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { keys } from "@/api";
import { type EventProperty, listCustomers, listEventNames, listEventProperties } from "@/api/generated";
import type { Types } from "@/lib/rule";

/** Something that conditions can be about. */
export interface Field {
  name: string;
  /** The kinds of value it was seen with. */
  types: Types;
  /** Values that it was seen with. */
  examples: readonly string[];
}

const patient = { staleTime: 300_000, retry: false } as const;
const none: Field[] = [];

/** An example as people write it: the server gives it as JSON. */
function plain(example: string): string {
  try {
    const value: unknown = JSON.parse(example);
    return typeof value === "object" ? example : String(value);
  } catch {
    return example;
  }
}

const fieldOf = (p: EventProperty): Field => ({
  name: p.name,
  types: p.types ?? [],
  examples: [...new Set((p.examples ?? []).map(plain))],
});

/** The properties that events of a name have; events that nobody sent have none. */
export function useProperties(event: string): readonly Field[] {
  const list = useQuery({
    queryKey: keys.events("properties", { name: event }),
    queryFn: ({ signal }) =>
      listEventProperties({ query: { name: event }, signal }).then((a) => a.properties ?? []),
    enabled: event !== "",
    ...patient,
  });
  return useMemo(() => list.data?.map(fieldOf) ?? none, [list.data]);
}

/** The names of the events there are. */
export function useEventNames(): string[] {
  const events = useQuery({
    queryKey: keys.events("names"),
    queryFn: ({ signal }) => listEventNames({ signal }).then((a) => a.names ?? []),
    ...patient,
  });
  return events.data ?? [];
}

const kindOf = (value: unknown) => (typeof value === "string" ? "text" : typeof value);

/** The traits of the customers who came last. */
export function useTraits(): readonly Field[] {
  const customers = useQuery({
    queryKey: keys.customers({ limit: 100 }),
    queryFn: ({ signal }) => listCustomers({ query: { limit: 100 }, signal }),
    ...patient,
  });
  return useMemo(() => {
    const seen = new Map<string, { types: Set<string>; examples: Set<string> }>();
    for (const customer of customers.data?.customers ?? [])
      for (const [name, value] of Object.entries((customer.traits ?? {}) as Record<string, unknown>)) {
        const of = seen.get(name) ?? { types: new Set(), examples: new Set() };
        seen.set(name, of);
        of.types.add(kindOf(value));
        if (typeof value !== "object" && of.examples.size < 20) of.examples.add(String(value));
      }
    return [...seen]
      .map(([name, of]) => ({ name, types: [...of.types], examples: [...of.examples].sort() }))
      .sort((a, b) => a.name.localeCompare(b.name));
  }, [customers.data]);
}
