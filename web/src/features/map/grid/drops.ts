// SPDX-License-Identifier: Apache-2.0
// What may be dropped where, and what that does.
import { placeOf, stagesOf, stepOf } from "../document/places";
import type { Edit, Journey, Phase } from "../document/types";
import type { Column } from "../numbers/columns";
import { type CardLane, formOf, moveItem } from "../state/items";
import type { Tools } from "../state/tools";

export type Dragged =
  | { kind: "step"; step: string; title: string }
  | { kind: "stage"; phase: Phase; stage: string; title: string }
  | { kind: "card"; step: string; lane: CardLane; index: number; title: string }
  | { kind: "event"; event: string; title: string };

export type Dropped =
  /** Between two steps of a stage. */
  | { kind: "gap"; phase: Phase; stage: string; after: string }
  /** Between two stages. */
  | { kind: "stages"; phase: Phase; after: string }
  | { kind: "cell"; step: string; lane: CardLane };

/** Whether something may be dropped at a place. */
export function fits(dragged: Dragged | undefined, place: Dropped | undefined): boolean {
  if (!dragged || !place) return false;
  switch (place.kind) {
    case "gap":
      // Behind itself is where a step is: the place before it says the same.
      return dragged.kind === "event" || (dragged.kind === "step" && place.after !== dragged.step);
    case "stages":
      return dragged.kind === "stage" && (place.phase !== dragged.phase || place.after !== dragged.stage);
    case "cell":
      return dragged.kind === "card" && formOf(dragged.lane) === formOf(place.lane);
  }
}

/** The edits that a drop stands for; none where everything stays as it is. */
export function editsOf(journey: Journey, dragged: Dragged, place: Dropped): Edit[] {
  if (dragged.kind === "step" && place.kind === "gap") {
    const was = placeOf(journey, dragged.step);
    const stays = was && was.phase === place.phase && was.stage === place.stage;
    if (!was || place.after === dragged.step || (stays && was.after === place.after)) return [];
    const { phase, stage, after } = place;
    return [{ op: "move-step", step: dragged.step, phase, stage, after }];
  }
  if (dragged.kind === "stage" && place.kind === "stages") {
    const stages = stagesOf(journey, dragged.phase).map((s) => s.stage);
    const before = stages[stages.indexOf(dragged.stage) - 1] ?? "";
    const stays = dragged.phase === place.phase && before === place.after;
    const isItself = dragged.phase === place.phase && place.after === dragged.stage;
    if (isItself || stays) return [];
    const { phase, stage } = dragged;
    return [{ op: "move-stage", phase, stage, to_phase: place.phase, after: place.after }];
  }
  if (dragged.kind === "card" && place.kind === "cell") {
    const [from, to] = [stepOf(journey, dragged.step), stepOf(journey, place.step)];
    if (!from || !to) return [];
    return moveItem({ step: from, lane: dragged.lane, index: dragged.index }, { step: to, lane: place.lane });
  }
  return [];
}

/** Does what a drop stands for; an event asks for the step's title first. */
export function dropEdits(tools: Tools, dragged: Dragged, place: Dropped): void {
  if (dragged.kind === "event" && place.kind === "gap") {
    const { phase, stage, after } = place;
    tools.ui.write({ adding: { kind: "step", phase, stage, after, event: dragged.event } });
    return;
  }
  tools.edit(...editsOf(tools.draft.read().journey, dragged, place));
}

/** A place between columns, and where it is: in columns from the left. */
export interface Gap {
  at: number;
  to: Dropped;
}

/** The places between steps: at each boundary one, where stages meet one at each side. */
export function stepGaps(columns: readonly Column[]): Gap[] {
  const gaps: Gap[] = [];
  columns.forEach((column, i) => {
    const { phase, stage } = column;
    const isFirst = columns[i - 1]?.stage !== stage || columns[i - 1]?.phase !== phase;
    const isLast = columns[i + 1]?.stage !== stage || columns[i + 1]?.phase !== phase;
    if (!column.step) {
      if (!column.other) gaps.push({ at: i + 0.5, to: { kind: "gap", phase, stage, after: "" } });
      return;
    }
    if (isFirst) gaps.push({ at: i + 0.05, to: { kind: "gap", phase, stage, after: "" } });
    gaps.push({ at: i + (isLast ? 0.95 : 1), to: { kind: "gap", phase, stage, after: column.step.id } });
  });
  return gaps;
}

/** The places between stages. */
export function stageGaps(columns: readonly Column[]): Gap[] {
  const gaps: Gap[] = [];
  columns.forEach(({ phase, stage }, i) => {
    const [before, next] = [columns[i - 1], columns[i + 1]];
    if (before?.phase !== phase) gaps.push({ at: i + 0.05, to: { kind: "stages", phase, after: "" } });
    const ends = next?.phase !== phase || next.stage !== stage;
    if (ends)
      gaps.push({ at: i + (next?.phase === phase ? 1 : 0.95), to: { kind: "stages", phase, after: stage } });
  });
  return gaps;
}
