// SPDX-License-Identifier: Apache-2.0
import { keys, send } from "@/api";
import type { JourneyChange } from "@/api/generated";

export interface Version {
  version: number;
  by?: string;
  at: string;
  note?: string;
  digest?: string;
  changes?: number;
}

const pathOf = (journey: string) => `/journeys/${encodeURIComponent(journey)}`;

export const versionsQuery = (journey: string) => ({
  queryKey: keys.versions(journey),
  queryFn: async ({ signal }: { signal: AbortSignal }) =>
    (await send<{ versions: Version[] | null }>("GET", `${pathOf(journey)}/versions`, { signal })).versions ??
    [],
});

/** What changed between two versions; "draft" is one too. */
export const diffQuery = (journey: string, from: string, to: string) => ({
  queryKey: keys.diff(journey, from, to),
  queryFn: async ({ signal }: { signal: AbortSignal }) =>
    (
      await send<{ changes: JourneyChange[] | null }>("GET", `${pathOf(journey)}/diff`, {
        query: { from, to },
        signal,
      })
    ).changes ?? [],
});

/** Changes by step, in the order in which they come; those of the journey itself first. */
export function byStep(changes: readonly JourneyChange[]): { step: string; changes: JourneyChange[] }[] {
  const groups = new Map<string, JourneyChange[]>();
  for (const change of changes) {
    const { step = "" } = change;
    groups.set(step, [...(groups.get(step) ?? []), change]);
  }
  return [...groups]
    .map(([step, changes]) => ({ step, changes }))
    .sort((a, b) => Number(a.step !== "") - Number(b.step !== ""));
}
