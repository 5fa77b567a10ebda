// SPDX-License-Identifier: Apache-2.0
import { type Journey, type Phase, phases, type Stage, type Step } from "./types";

/** A step with its place in the map. */
export interface Placed {
  step: Step;
  phase: Phase;
  stage: string;
  /** The step before it in its stage, "" for the first. */
  after: string;
  /** From 1, over the whole journey. */
  number: number;
}

export const stagesOf = (journey: Journey, phase: Phase): Stage[] => journey.phases?.[phase] ?? [];
export const stepsIn = (stage: Stage | undefined): Step[] => stage?.steps ?? [];

/** All steps in the designed order. */
export function placesOf(journey: Journey): Placed[] {
  const places: Placed[] = [];
  for (const phase of phases)
    for (const stage of stagesOf(journey, phase)) {
      let after = "";
      for (const step of stepsIn(stage)) {
        places.push({ step, phase, stage: stage.stage, after, number: places.length + 1 });
        after = step.id;
      }
    }
  return places;
}

export const placeOf = (journey: Journey, id: string): Placed | undefined =>
  placesOf(journey).find((p) => p.step.id === id);

export const stepOf = (journey: Journey, id: string): Step | undefined => placeOf(journey, id)?.step;

/** The step that a fault's path is about: "phases.before[0].steps[2].target". */
export function stepAt(journey: Journey, path: string | undefined): Step | undefined {
  const found = /^(?:body\.)?phases\.(before|during|after)\[(\d+)\]\.steps\[(\d+)\]/.exec(path ?? "");
  if (!found) return undefined;
  return stepsIn(stagesOf(journey, found[1] as Phase)[Number(found[2])])[Number(found[3])];
}

/** Whether the step has evidence of any kind. */
export function isObserved(step: Step): boolean {
  return Boolean(
    step.evidence?.length ||
      step.fails?.length ||
      step.counts ||
      step.alternatives?.some((a) => a.evidence?.length),
  );
}

/** An id made from a title that no step of the journey has. */
export function newId(journey: Journey, title: string): string {
  const base =
    title
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "") || "step";
  const taken = new Set(placesOf(journey).map((p) => p.step.id));
  let id = base;
  for (let n = 2; taken.has(id); n++) id = `${base}-${n}`;
  return id;
}
