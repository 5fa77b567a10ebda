// SPDX-License-Identifier: Apache-2.0
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useMemo } from "react";
import { useSearchParams } from "react-router";
import { address, keys, send, type Term, useVocabulary, type Vocabulary } from "@/api";
import { useChannels } from "@/api/channels";
import type { StandingQuestion } from "@/lib/standing";
import type { Asked } from "./answers";
import { type Behind, behind, behindAnswer } from "./behind";
import { type JourneyDocument, Steps, stepsOfEvents, stepsOfJourney } from "./steps";
import { type Query, readTerms, type Terms, termsQuery } from "./terms";

/** What every part of this screen needs: the terms in the address and the steps they are about. */
export interface Here {
  terms: Terms;
  steps: Steps;
  /** Steps as they are best put: in the order of the design; those of all events as they come. */
  order: (ids: string[]) => string[];
  channel: (id: string) => string;
  segment: (id: string) => string;
  /** What the filter offers: also the channels that every workspace has. */
  vocabulary: Vocabulary;
  /** The roles of people, where the journey has any. */
  actors: readonly Term[];
}

const Context = createContext<Here | null>(null);

export function HereProvider({ children }: { children: ReactNode }) {
  const [search] = useSearchParams();
  const terms = useMemo(() => readTerms(search), [search]);
  const { journey, version, events } = terms;
  const own = useVocabulary();
  const { channels } = useChannels();
  const document = useQuery({
    queryKey: keys.journey(journey, version || "latest"),
    queryFn: ({ signal }) =>
      send<{ journey: JourneyDocument }>("GET", `/journeys/${encodeURIComponent(journey)}`, {
        query: { version: version || "latest" },
        signal,
      }),
    enabled: journey !== "",
  });
  const names = useQuery({ ...eventNamesQuery, enabled: events });
  const steps = useMemo(
    () => new Steps(events ? stepsOfEvents(names.data ?? []) : stepsOfJourney(document.data?.journey)),
    [events, names.data, document.data],
  );
  const here = useMemo<Here>(() => {
    const label = (list: readonly Term[]) => (id: string) =>
      list.find((term) => term.value === id)?.label ?? id;
    const vocabulary = { ...own, channels: channels.map((c) => ({ value: c.id, label: c.title })) };
    return {
      terms,
      steps,
      vocabulary,
      order: (ids) => (terms.events ? ids : steps.inOrder(ids)),
      actors: (document.data?.journey.actors ?? []).map((id) => ({ value: id, label: id })),
      channel: label(vocabulary.channels),
      segment: label(vocabulary.segments),
    };
  }, [terms, steps, own, channels, document.data]);
  return <Context value={here}>{children}</Context>;
}

export function useHere(): Here {
  const here = useContext(Context);
  if (!here) throw new Error("no <HereProvider> above");
  return here;
}

/** Names of all events. */
const eventNamesQuery = {
  queryKey: keys.events("names"),
  queryFn: async ({ signal }: { signal: AbortSignal }) =>
    (await send<{ names: string[] | null }>("GET", "/events/names", { signal })).names ?? [],
};

interface Asking {
  /** Whether this part has an answer for two sides. */
  compared?: boolean;
  enabled?: boolean;
}

/** Asks a question with the screen's terms and more of its own. */
export function useAsk<R, D = never>(name: string, more: Query = {}, asking: Asking = {}) {
  const { terms } = useHere();
  const query: Query = { ...termsQuery(terms, asking.compared ?? true), ...more };
  const enabled = (asking.enabled ?? true) && Boolean(terms.journey || terms.events || query.journey);
  const asked = useQuery({
    queryKey: keys.question(name, query),
    queryFn: ({ signal }) => send<Asked<R, D>>("GET", `/questions/${name}`, { query, signal }),
    placeholderData: keepPreviousData,
    enabled,
  });
  const asOf = asked.data?.about?.as_of; // of several journeys there is no one thing to be about
  return {
    ...asked,
    query,
    /** The same question as a file. */
    file: (format: "csv" | "xlsx") => address(`/questions/${name}/table`, { ...query, format }),
    /** The customers behind a number of the answer. */
    who: (number: Query) => behindAnswer(name as StandingQuestion, terms, asOf, more, number),
    /** Some of the instances that the answer is about. */
    to: (part?: Behind) => behind(terms, asOf, part),
  };
}

/** Where a number of an answer leads. */
export type Who = (number: Query) => string;

/** Where some of the instances of an answer lead. */
export type To = (part?: Behind) => string;

export interface Note {
  id: string;
  date: string;
  to?: string;
  title: string;
  kind?: string;
}

/** Notes on dates; a chart does without where there are none. */
export function useNotes(): Note[] {
  const { data } = useQuery({
    queryKey: keys.notes,
    queryFn: async ({ signal }) =>
      (await send<{ notes: Note[] | null }>("GET", "/notes", { signal })).notes ?? [],
    staleTime: 60_000,
    retry: false,
  });
  return data ?? none;
}

const none: Note[] = [];
