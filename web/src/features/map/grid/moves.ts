// SPDX-License-Identifier: Apache-2.0
import { placeOf, stagesOf, stepsIn } from "../document/places";
import { type Edit, type Journey, phases, type Step } from "../document/types";
import type { Tools } from "../state/tools";

/** The edit that moves a step by one place, over the border of its stage if need be. */
export function neighbour(journey: Journey, id: string, by: 1 | -1): Edit | undefined {
  const place = placeOf(journey, id);
  if (!place) return undefined;
  const stages = phases.flatMap((phase) => stagesOf(journey, phase).map((stage) => ({ phase, stage })));
  const at = stages.findIndex((s) => s.phase === place.phase && s.stage.stage === place.stage);
  const here = stages[at];
  const ids = stepsIn(here?.stage).map((s) => s.id);
  const i = ids.indexOf(id);
  const move = (target: typeof here, after: string): Edit | undefined =>
    target && { op: "move-step", step: id, phase: target.phase, stage: target.stage.stage, after };
  if (by > 0) return i < ids.length - 1 ? move(here, ids[i + 1] ?? "") : move(stages[at + 1], "");
  if (i > 0) return move(here, ids[i - 2] ?? "");
  const before = stages[at - 1];
  return move(before, stepsIn(before?.stage).at(-1)?.id ?? "");
}

/** Makes a step a moment of truth, or no more one. */
export function toggleMoment(tools: Tools, step: Step): void {
  tools.set(step.id, "moment_of_truth", step.moment_of_truth ? undefined : { reason: "decision" });
}
