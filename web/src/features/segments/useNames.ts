// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { keys } from "@/api";
import { listCustomers, listEventNames, listEventProperties } from "@/api/generated";

const patient = { staleTime: 300_000, retry: false } as const;

/** What rules can be made of here: the events there are, and the traits of customers seen lately. */
export function useNames(): { events: string[]; traits: string[] } {
  const events = useQuery({
    queryKey: keys.events("names"),
    queryFn: ({ signal }) => listEventNames({ signal }),
    ...patient,
  });
  const customers = useQuery({
    queryKey: keys.customers({ limit: 100 }),
    queryFn: ({ signal }) => listCustomers({ query: { limit: 100 }, signal }),
    ...patient,
  });
  const traits = new Set((customers.data?.customers ?? []).flatMap((c) => Object.keys(c.traits ?? {})));
  return { events: events.data?.names ?? [], traits: [...traits].sort() };
}

/** The properties that events of a name have. */
export function useProperties(event: string): string[] {
  const known = useNames().events.includes(event);
  const list = useQuery({
    queryKey: keys.events("properties", { name: event }),
    queryFn: ({ signal }) => listEventProperties({ query: { name: event }, signal }),
    enabled: known,
    ...patient,
  });
  return (list.data?.properties ?? []).map((p) => p.name);
}
