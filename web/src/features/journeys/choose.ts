// SPDX-License-Identifier: Apache-2.0
import type { JourneySummary } from "@/api/lists";

export const sorts = ["title", "updated", "owner", "steps"] as const;
export type Sort = (typeof sorts)[number];

/** What the address says about the list. */
export interface Choice {
  q: string;
  state: string;
  status: string;
  owner: string;
  /** Only journeys whose review is due. */
  due: boolean;
  sort: Sort;
}

const fits = (j: JourneySummary, { q, state, status, owner, due }: Choice): boolean => {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const text = [j.title, j.id, j.owner, ...j.phases.flatMap((p) => p.stages.map((s) => s.title))]
    .join(" ")
    .toLowerCase();
  return (
    words.every((word) => text.includes(word)) &&
    (!state || j.state === state) &&
    (!status || j.status === status) &&
    (!owner || j.owner === owner) &&
    (!due || j.stale)
  );
};

const order: Record<Sort, (a: JourneySummary, b: JourneySummary) => number> = {
  title: (a, b) => a.title.localeCompare(b.title),
  updated: (a, b) => b.updated_at.localeCompare(a.updated_at),
  owner: (a, b) => (a.owner || "￿").localeCompare(b.owner || "￿"),
  steps: (a, b) => b.steps - a.steps,
};

/** The journeys that were asked for, in order. */
export function choose(journeys: readonly JourneySummary[], choice: Choice): JourneySummary[] {
  return journeys
    .filter((j) => fits(j, choice))
    .sort((a, b) => order[choice.sort](a, b) || a.title.localeCompare(b.title));
}

/** A journey with those that are to replace it. */
export interface Pair {
  journey: JourneySummary;
  next: JourneySummary[];
}

/** Puts each to-be behind the journey it improves; one whose journey is not shown stands alone. */
export function paired(journeys: readonly JourneySummary[]): Pair[] {
  const ids = new Set(journeys.map((j) => j.id));
  const follows = (j: JourneySummary) => Boolean(j.improves && j.improves !== j.id && ids.has(j.improves));
  return journeys
    .filter((j) => !follows(j))
    .map((journey) => ({
      journey,
      next: journeys.filter((j) => follows(j) && j.improves === journey.id),
    }));
}

/** Everybody who owns a journey, by name. */
export const ownersOf = (journeys: readonly JourneySummary[]): string[] =>
  [...new Set(journeys.map((j) => j.owner).filter(Boolean))].sort((a, b) => a.localeCompare(b));
