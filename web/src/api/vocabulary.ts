// SPDX-License-Identifier: Apache-2.0
import { useQueries } from "@tanstack/react-query";
import { useT } from "@/lang";
import { type BuiltinChannel, builtinChannels } from "@/lib/channels";
import { send } from "./http";
import { keys } from "./keys";

/** One of the workspace's documents: a segment, a persona, a channel … */
export interface WorkspaceDocument<Value = Record<string, unknown>> {
  kind: string;
  id: string;
  version: number;
  etag: string;
  title: string;
  value: Value;
  yaml: string;
}

export type DocumentKind =
  | "segments"
  | "personas"
  | "touchpoints"
  | "channels"
  | "calendars"
  | "lifecycle"
  | "mappings";

/** The query of all documents of a kind; pass it to useQuery. */
export function documentsQuery<Value = Record<string, unknown>>(kind: DocumentKind) {
  return {
    queryKey: keys.documents(kind),
    queryFn: async ({ signal }: { signal: AbortSignal }) =>
      (await send<{ documents: WorkspaceDocument<Value>[] | null }>("GET", `/documents/${kind}`, { signal }))
        .documents ?? [],
    staleTime: 60_000,
  };
}

export interface Term {
  value: string;
  label: string;
}

/** The names that filters offer. Empty while loading. */
export interface Vocabulary {
  segments: Term[];
  personas: Term[];
  channels: Term[];
}

const termsOf = (documents: WorkspaceDocument[] | undefined): Term[] =>
  (documents ?? []).map((d) => ({ value: d.id, label: d.title || d.id }));

/** The built-in terms with those of the workspace over them, by name. */
const overlaid = (builtin: Term[], own: Term[]): Term[] =>
  [...builtin.filter((b) => !own.some((o) => o.value === b.value)), ...own].sort((a, b) =>
    a.label.localeCompare(b.label),
  );

export function useVocabulary(): Vocabulary {
  const t = useT();
  const [segments, personas, channels] = useQueries({
    queries: [documentsQuery("segments"), documentsQuery("personas"), documentsQuery("channels")],
  });
  return {
    segments: termsOf(segments.data),
    personas: termsOf(personas.data),
    channels: overlaid(
      (Object.keys(builtinChannels) as BuiltinChannel[]).map((value) => ({
        value,
        label: t(`channels.builtin.${value}`),
      })),
      termsOf(channels.data),
    ),
  };
}
