// SPDX-License-Identifier: Apache-2.0
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useMemo, useRef, useState } from "react";
import { useSearchParams } from "react-router";
import { askAgain, client, documentsQuery, keys, send, useMay, useMe } from "@/api";
import { useChannels } from "@/api/channels";
import { filterFields, readFilter } from "@/lib/filter";
import { type Answer, Draft, type Loaded, type MapFault } from "../document/draft";
import { type Library, resolve } from "../document/forms";
import { valueAt } from "../document/paths";
import { stepOf } from "../document/places";
import type { Edit, Journey, Step, Touchpoint } from "../document/types";
import { askedAgain } from "./question";
import { newStore } from "./store";
import type { Tools, Ui } from "./tools";

/** A journey as the server gives it. */
export interface Resource {
  id: string;
  version: number;
  latest?: number;
  revision: number;
  draft: boolean;
  journey: Journey;
  faults: MapFault[] | null;
  by?: string;
  at?: string;
  note?: string;
}

export const pathOf = (id: string) => `/journeys/${encodeURIComponent(id)}`;

export const load = (id: string, version: string, signal?: AbortSignal): Promise<Resource> =>
  send<Resource>("GET", pathOf(id), { query: { version }, signal });

const loaded = (r: Resource): Loaded => ({
  revision: r.revision,
  journey: r.journey,
  faults: r.faults ?? [],
});

/** Touchpoints and channels of the workspace, by their ids. */
export const LibraryContext = createContext<Library>({ touchpoints: new Map(), channels: new Map() });
export const useLibrary = (): Library => useContext(LibraryContext);

export function useLoadedLibrary(): Library {
  const touchpoints = useQuery(
    documentsQuery<Touchpoint & { title?: string; owner?: string }>("touchpoints"),
  ).data;
  const { channels } = useChannels();
  return useMemo(
    () => ({
      touchpoints: new Map((touchpoints ?? []).map((d) => [d.id, { title: d.title, ...d.value }])),
      channels: new Map(channels.map((c) => [c.id, { title: c.title, mode: c.mode }])),
    }),
    [touchpoints, channels],
  );
}

/** How long numbers wait for the next edit before they are asked for again. */
const calm = 700;

/** The tools of one map, made once; what changes around them is read when it is needed. */
export function useMapTools(resource: Resource, which: string, library: Library): Tools {
  const readOnly = which !== "draft";
  const queries = useQueryClient();
  const me = useMe();
  const mayAll = useMay("edit-journeys");
  const mayOwn = useMay("edit-own-steps");
  const mayCustomers = useMay("read-customers");
  const [search, setSearch] = useSearchParams();
  const now = useRef({
    library,
    search,
    setSearch,
    mayAll,
    mayOwn,
    mayCustomers,
    email: me.person?.email ?? "",
  });
  now.current = { library, search, setSearch, mayAll, mayOwn, mayCustomers, email: me.person?.email ?? "" };
  const [tools] = useState<Tools>(() => {
    const id = resource.id;
    const draft = new Draft(loaded(resource), {
      load: async () => loaded(await load(id, "draft")),
      post: (edits) => send<Answer>("POST", `${pathOf(id)}/edits`, { body: { client, edits } }),
      later: (run, ms) => {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
      now: () => Date.now(),
    });
    const ui = newStore<Ui>({ editing: null, adding: null, menu: null, lifted: null, field: "", people: [] });
    const mayEdit = (step?: Step) => {
      if (readOnly) return false;
      const { mayAll, mayOwn, email, library } = now.current;
      if (mayAll) return true;
      if (!mayOwn || !step) return false;
      return resolve(step, library).owner?.toLowerCase() === email.toLowerCase();
    };
    const edit = (...edits: Edit[]) => draft.edit(edits);
    const tools: Tools = {
      journey: id,
      draft,
      ui,
      asOf: "",
      mayEdit,
      edit,
      set: (step, field, to) => {
        const journey = draft.read().journey;
        const there = step === undefined ? journey : stepOf(journey, step);
        edit({ op: "set", ...(step === undefined ? {} : { step }), field, from: valueAt(there, field), to });
      },
      open: (step, tab) =>
        now.current.setSearch(
          (was) => {
            const next = new URLSearchParams(was);
            next.set("step", step);
            next.delete("panel");
            if (tab) next.set("tab", tab);
            return next;
          },
          { replace: true },
        ),
      customers: (step, what) => {
        if (!now.current.mayCustomers) return undefined;
        const query = new URLSearchParams({ journey: id, ...(step ? { step } : {}), what });
        const { revision } = draft.read();
        if (readOnly && /^\d+$/.test(which)) query.set("version", which);
        else if (!readOnly && (resource.draft || revision > resource.revision)) query.set("version", "draft");
        const filter = readFilter(now.current.search);
        for (const field of filterFields) if (filter[field]) query.set(field, filter[field]);
        if (!filter.as_of && tools.asOf) query.set("as_of", tools.asOf);
        return `/customers?${query}`;
      },
      library: () => now.current.library,
      titleOf: (step) => stepOf(draft.read().journey, step)?.title ?? step,
      announce: (text) => {
        const region = document.getElementById("map-says");
        if (region) region.textContent = text;
      },
    };
    return tools;
  });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const waiting = new Set<string>();
    tools.draft.changed = (edits) => {
      void askAgain(queries, keys.diff(tools.journey, String(resource.version), "draft"));
      for (const name of askedAgain(edits)) waiting.add(name);
      if (waiting.size === 0) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        for (const name of waiting) void askAgain(queries, ["data", "question", name]);
        waiting.clear();
      }, calm);
    };
    return () => clearTimeout(timer);
  }, [tools, queries, resource.version]);
  return tools;
}
