// SPDX-License-Identifier: Apache-2.0
import { useMemo } from "react";
import { useT } from "@/lang";
import { type BuiltinChannel, builtinChannels, isBuiltin, type Mode } from "@/lib/channels";
import { useDocuments } from "./documents";
import type { WorkspaceDocument } from "./vocabulary";

/** A channel as its document has it. */
export interface ChannelValue {
  id: string;
  title?: string;
  mode?: Mode;
  known_as?: string[];
}

/** A channel of the workspace: one that all have, one that was added, or one described anew. */
export interface Channel {
  id: string;
  title: string;
  mode: Mode;
  known_as: string[];
  builtin: boolean;
  /** Where the workspace says something of it. */
  document?: WorkspaceDocument<ChannelValue>;
}

/** All channels of the workspace, by name. The built-in ones are there before the others arrive. */
export function useChannels() {
  const t = useT();
  const query = useDocuments<ChannelValue>("channels");
  const channels = useMemo(() => {
    const all = new Map<string, Channel>();
    for (const [id, mode] of Object.entries(builtinChannels)) {
      const title = t(`channels.builtin.${id as BuiltinChannel}`);
      all.set(id, { id, title, mode, known_as: [], builtin: true });
    }
    for (const document of query.data ?? []) {
      const { id, title, mode, known_as } = document.value;
      all.set(id, {
        id,
        title: title || id,
        mode: mode ?? "digital",
        known_as: known_as ?? [],
        builtin: isBuiltin(id),
        document,
      });
    }
    return [...all.values()].sort((a, b) => a.title.localeCompare(b.title));
  }, [query.data, t]);
  return { query, channels };
}

/** The channel by which events go under a name. */
export const channelNamed = (channels: readonly Channel[], name: string): Channel | undefined =>
  channels.find((c) => c.id === name || c.known_as.includes(name));
