// SPDX-License-Identifier: Apache-2.0
import { keys, send } from "@/api";

export interface Version {
  version: number;
  by?: string;
  at: string;
  note?: string;
  digest?: string;
  changes?: number;
}

export interface Change {
  step?: string;
  words: string;
}

const pathOf = (journey: string) => `/journeys/${encodeURIComponent(journey)}`;

export const versionsQuery = (journey: string) => ({
  queryKey: keys.versions(journey),
  queryFn: async ({ signal }: { signal: AbortSignal }) =>
    (await send<{ versions: Version[] | null }>("GET", `${pathOf(journey)}/versions`, { signal })).versions ??
    [],
});

/** What changed between two versions, in words; "draft" is one too. */
export const diffQuery = (journey: string, from: string, to: string) => ({
  queryKey: keys.diff(journey, from, to),
  queryFn: async ({ signal }: { signal: AbortSignal }) =>
    (
      await send<{ changes: Change[] | null }>("GET", `${pathOf(journey)}/diff`, {
        query: { from, to },
        signal,
      })
    ).changes ?? [],
});

/** Changes by step, in the order in which they come; those of the journey itself first. */
export function byStep(changes: readonly Change[]): { step: string; words: string[] }[] {
  const groups = new Map<string, string[]>();
  for (const { step = "", words } of changes) groups.set(step, [...(groups.get(step) ?? []), words]);
  return [...groups]
    .map(([step, words]) => ({ step, words }))
    .sort((a, b) => Number(a.step !== "") - Number(b.step !== ""));
}

/** "step `checkout`: target 4.0 → 4.4" in parts: what stands between backquotes is a name. */
export function partsOf(words: string): { text: string; name: boolean }[] {
  return words
    .split("`")
    .map((text, i) => ({ text, name: i % 2 === 1 }))
    .filter((part) => part.text !== "");
}
