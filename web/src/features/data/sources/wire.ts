// SPDX-License-Identifier: Apache-2.0
import {
  listSources,
  makeSourceKey,
  revokeSourceKey,
  type Source,
  type SourceKey,
  saveSource,
} from "@/api/generated";

/** A named sender of events, with its write keys. */
export type Sender = Source & { keys: SenderKey[] };
export type SenderKey = SourceKey;

export const sendersKey = ["sources"] as const;
const senderOf = (source: Source): Sender => ({ ...source, keys: source.keys ?? [] });

export const listSenders = (signal: AbortSignal): Promise<Sender[]> =>
  listSources({ signal }).then((a) => (a.sources ?? []).map(senderOf));
export const saveSender = (id: string, title: string): Promise<Sender> =>
  saveSource({ path: { id }, body: { title } }).then(senderOf);
export const makeKey = (id: string) => makeSourceKey({ path: { id } });
export const revokeKey = (id: string, key: string) => revokeSourceKey({ path: { id, key } });
