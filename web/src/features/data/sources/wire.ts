// SPDX-License-Identifier: Apache-2.0
import { send } from "@/api";

/** A named sender of events, with its write keys. */
export interface Sender {
  id: string;
  title: string;
  made_at: string;
  keys: SenderKey[];
}

export interface SenderKey {
  id: string;
  /** Its first letters. */
  hint: string;
  made_at: string;
  /** Told once, when it is made. */
  secret?: string;
}

const at = (id: string) => `/sources/${encodeURIComponent(id)}`;

export const sendersKey = ["sources"] as const;
export const listSenders = (signal: AbortSignal) =>
  send<{ sources: Sender[] }>("GET", "/sources", { signal }).then((a) => a.sources);
export const saveSender = (id: string, title: string) => send<Sender>("PUT", at(id), { body: { title } });
export const makeKey = (id: string) => send<SenderKey>("POST", `${at(id)}/keys`);
export const revokeKey = (id: string, key: string) =>
  send<void>("DELETE", `${at(id)}/keys/${encodeURIComponent(key)}`);
