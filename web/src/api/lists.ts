// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from "@tanstack/react-query";
import type { StripPhase } from "@/lib/phases";
import { listJourneys, listViews, type JourneySummary as Wire } from "./generated";
import { keys } from "./keys";

export type { View } from "./generated";

/** A journey as lists show it; what the server leaves out is empty here. */
export interface JourneySummary extends Omit<Wire, "phases" | "owner" | "errors"> {
  errors?: number;
  owner: string;
  phases: (StripPhase & { stages: { title: string; steps: number }[] })[];
}

export const summaryOf = (wire: Wire): JourneySummary => ({
  ...wire,
  owner: wire.owner ?? "",
  phases: (wire.phases ?? []).map((p) => ({ ...p, stages: p.stages ?? [] })),
});

/** All journeys, as lists show them. */
export const journeysQuery = queryOptions({
  queryKey: keys.journeys,
  queryFn: async ({ signal }) => ((await listJourneys({ signal })).journeys ?? []).map(summaryOf),
});

/** One's saved views: screens with their filters, under a name. */
export const viewsQuery = queryOptions({
  queryKey: keys.views,
  queryFn: async ({ signal }) => (await listViews({ signal })).views ?? [],
});
