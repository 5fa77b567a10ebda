// SPDX-License-Identifier: Apache-2.0
// The lanes of the map: which there are, which are shown, in what order.
import { statementsOf, textsOf } from "../document/forms";
import { placesOf } from "../document/places";
import type { Journey, Step } from "../document/types";

export const allLanes = [
  "emotion",
  "reach",
  "time",
  "performance",
  "importance",
  "does",
  "thinks",
  "needs",
  "questions",
  "pains",
  "gains",
  "ideas",
  "quotes",
  "frontstage",
  "backstage",
  "support",
] as const;

export type Lane = (typeof allLanes)[number];

/** Lanes that have numbers; the others have cards. */
export const figureLanes: readonly Lane[] = ["emotion", "reach", "time", "performance", "importance"];
export const isFigure = (lane: Lane): boolean => figureLanes.includes(lane);

/** Shown at first, whether or not anything stands in them. */
const core: readonly Lane[] = ["emotion", "reach", "time", "performance", "pains", "ideas"];

/** Whether a step says anything for a lane. */
export function says(step: Step, lane: Lane): boolean {
  switch (lane) {
    case "emotion":
      return step.feeling !== undefined;
    case "importance":
      return step.importance !== undefined;
    case "performance":
      return step.satisfaction !== undefined || step.target !== undefined;
    case "reach":
    case "time":
      return true;
    case "does":
    case "thinks":
    case "needs":
    case "questions":
      return textsOf(step[lane]).length > 0;
    case "pains":
    case "gains":
    case "ideas":
      return statementsOf(step[lane]).length > 0;
    case "quotes":
      return (step.quotes ?? []).length > 0;
    case "frontstage":
    case "backstage":
    case "support":
      return textsOf(step.backstage?.[lane]).length > 0;
  }
}

/** The lanes of a map that nobody has arranged: the core, and what the journey speaks of. */
export function usualLanes(journey: Journey): Lane[] {
  const steps = placesOf(journey).map((p) => p.step);
  return allLanes.filter((lane) => core.includes(lane) || steps.some((step) => says(step, lane)));
}

/** Reads "emotion,reach"; what is unknown or twice is left out. Nothing means: as usual. */
export function readLanes(text: string | null | undefined): Lane[] | undefined {
  if (text == null || text === "") return undefined;
  const lanes = text.split(",").filter((l): l is Lane => (allLanes as readonly string[]).includes(l));
  return [...new Set(lanes)];
}

/** "none" keeps an empty choice apart from no choice. */
export const writeLanes = (lanes: readonly Lane[]): string => lanes.join(",") || "none";

/** Shows a lane, at its usual place among those that are there; or hides it. */
export function toggled(lanes: readonly Lane[], lane: Lane): Lane[] {
  if (lanes.includes(lane)) return lanes.filter((l) => l !== lane);
  const rank = allLanes.indexOf(lane);
  const behind = lanes.findIndex((l) => allLanes.indexOf(l) > rank);
  const at = behind < 0 ? lanes.length : behind;
  return [...lanes.slice(0, at), lane, ...lanes.slice(at)];
}

/** Moves a lane up or down by so many places. */
export function moved(lanes: readonly Lane[], lane: Lane, by: number): Lane[] {
  const from = lanes.indexOf(lane);
  if (from < 0) return [...lanes];
  const to = Math.max(0, Math.min(lanes.length - 1, from + by));
  const rest = lanes.filter((l) => l !== lane);
  return [...rest.slice(0, to), lane, ...rest.slice(to)];
}
