// SPDX-License-Identifier: Apache-2.0
// What the server does with edits, done here at once: the screen shows an edit
// before it is saved. Everything untouched keeps its identity.

import { valueAt, withValue } from "./paths";
import { newId, placeOf, stagesOf, stepsIn } from "./places";
import { type Edit, type Journey, type Phase, phases, type Stage, type Step } from "./types";

/** The journey after an edit; the same journey where the edit makes no sense. */
export function apply(journey: Journey, edit: Edit): Journey {
  switch (edit.op) {
    case "set":
      if (edit.step === undefined) return withValue(journey, edit.field, edit.to);
      return withStep(journey, edit.step, (step) => withValue(step, edit.field, edit.to));
    case "add-step": {
      const step = { title: "", ...edit.value, id: edit.step ?? edit.value.id ?? "" };
      if (!step.id) step.id = newId(journey, step.title);
      if (placeOf(journey, step.id)) return journey;
      return withSteps(journey, edit.phase, edit.stage, (steps) => inserted(steps, step, edit.after, idOf));
    }
    case "move-step": {
      const found = placeOf(journey, edit.step);
      if (!found || !hasStage(journey, edit.phase, edit.stage)) return journey;
      return withSteps(without(journey, edit.step), edit.phase, edit.stage, (steps) =>
        inserted(steps, found.step, edit.after, idOf),
      );
    }
    case "remove-step":
      return without(journey, edit.step);
    case "add-stage": {
      if (hasStage(journey, edit.phase, edit.stage)) return journey;
      const stage: Stage = { ...edit.value, stage: edit.stage };
      return withStages(journey, edit.phase, (stages) => inserted(stages, stage, edit.after, titleOf));
    }
    case "rename-stage":
      return withStages(journey, edit.phase, (stages) =>
        stages.map((s) => (s.stage === edit.stage ? { ...s, stage: edit.to } : s)),
      );
    case "move-stage": {
      const stage = stagesOf(journey, edit.phase).find((s) => s.stage === edit.stage);
      if (!stage) return journey;
      return withStages(
        withoutStage(journey, edit.phase, edit.stage),
        edit.to_phase ?? edit.phase,
        (stages) => inserted(stages, stage, edit.after, titleOf),
      );
    }
    case "remove-stage":
      return withoutStage(journey, edit.phase, edit.stage);
  }
}

export const applyAll = (journey: Journey, edits: readonly Edit[]): Journey => edits.reduce(apply, journey);

/** The edit that takes another back, told from the journey before it. */
export function inverse(before: Journey, edit: Edit): Edit {
  switch (edit.op) {
    case "set": {
      const there = edit.step === undefined ? before : placeOf(before, edit.step)?.step;
      return { op: "set", step: edit.step, field: edit.field, from: edit.to, to: valueAt(there, edit.field) };
    }
    case "add-step":
      return { op: "remove-step", step: edit.step ?? edit.value.id ?? newId(before, edit.value.title ?? "") };
    case "move-step": {
      const was = placeOf(before, edit.step);
      return { op: "move-step", step: edit.step, ...whereOf(was) };
    }
    case "remove-step": {
      const was = placeOf(before, edit.step);
      return { op: "add-step", ...whereOf(was), value: was?.step ?? { title: "" } };
    }
    case "add-stage":
      return { op: "remove-stage", phase: edit.phase, stage: edit.stage };
    case "rename-stage":
      return { op: "rename-stage", phase: edit.phase, stage: edit.to, to: edit.stage };
    case "move-stage":
      return {
        op: "move-stage",
        phase: edit.to_phase ?? edit.phase,
        stage: edit.stage,
        to_phase: edit.phase,
        after: stageBefore(before, edit.phase, edit.stage),
      };
    case "remove-stage":
      return {
        op: "add-stage",
        phase: edit.phase,
        stage: edit.stage,
        after: stageBefore(before, edit.phase, edit.stage),
        value: stagesOf(before, edit.phase).find((s) => s.stage === edit.stage),
      };
  }
}

/** The edits that take a list of edits back, in the order in which to make them. */
export function inverseAll(before: Journey, edits: readonly Edit[]): Edit[] {
  const undo: Edit[] = [];
  let journey = before;
  for (const edit of edits) {
    undo.unshift(inverse(journey, edit));
    journey = apply(journey, edit);
  }
  return undo;
}

const idOf = (step: Step) => step.id;
const titleOf = (stage: Stage) => stage.stage;
const hasStage = (journey: Journey, phase: Phase, title: string) =>
  stagesOf(journey, phase).some((s) => s.stage === title);

function whereOf(place: ReturnType<typeof placeOf>) {
  return { phase: place?.phase ?? "before", stage: place?.stage ?? "", after: place?.after ?? "" } as const;
}

function stageBefore(journey: Journey, phase: Phase, title: string): string {
  const stages = stagesOf(journey, phase);
  const at = stages.findIndex((s) => s.stage === title);
  return stages[at - 1]?.stage ?? "";
}

/** Puts an item behind the one named after: none is the front, and the end where that one is not there. */
function inserted<T>(
  items: readonly T[],
  item: T,
  after: string | undefined,
  name: (item: T) => string,
): T[] {
  const at = after ? items.findIndex((i) => name(i) === after) + 1 || items.length : 0;
  return [...items.slice(0, at), item, ...items.slice(at)];
}

function withStages(journey: Journey, phase: Phase, change: (stages: Stage[]) => Stage[]): Journey {
  return { ...journey, phases: { ...journey.phases, [phase]: change(stagesOf(journey, phase)) } };
}

function withSteps(journey: Journey, phase: Phase, title: string, change: (s: Step[]) => Step[]): Journey {
  return withStages(journey, phase, (stages) =>
    stages.map((s) => (s.stage === title ? { ...s, steps: change(stepsIn(s)) } : s)),
  );
}

function withStep(journey: Journey, id: string, change: (step: Step) => Step): Journey {
  const place = placeOf(journey, id);
  if (!place) return journey;
  return withSteps(journey, place.phase, place.stage, (steps) =>
    steps.map((s) => (s.id === id ? change(s) : s)),
  );
}

function without(journey: Journey, id: string): Journey {
  const place = placeOf(journey, id);
  if (!place) return journey;
  return withSteps(journey, place.phase, place.stage, (steps) => steps.filter((s) => s.id !== id));
}

const withoutStage = (journey: Journey, phase: Phase, title: string): Journey =>
  withStages(journey, phase, (stages) => stages.filter((s) => s.stage !== title));

/** The same edit where a new step got another id than it was expected to. */
export function renamed(edit: Edit, from: string, to: string): Edit {
  const next = { ...edit } as Edit & { step?: string; after?: string };
  if (next.step === from) next.step = to;
  if ("after" in next && next.after === from) next.after = to;
  return next;
}

/** The first phase with room for a stage: where a journey has none yet. */
export const firstPhase = (journey: Journey): Phase =>
  phases.find((p) => stagesOf(journey, p).length > 0) ?? "before";
