// SPDX-License-Identifier: Apache-2.0
// The columns of the map: steps in the designed order, a place for stages that
// have none yet, and, against another journey, the steps that only that one has.
import { same } from "../document/paths";
import { placesOf, stagesOf, stepsIn } from "../document/places";
import { type Journey, type Phase, phases, type Step } from "../document/types";

export type Pairing = "same" | "changed" | "added" | "removed";

export interface Column {
  key: string;
  phase: Phase;
  stage: string;
  step?: Step;
  /** From 1; 0 where there is no step of this journey. */
  number: number;
  /** The step of the other journey that this one is set against. */
  other?: Step;
  /** All steps of the other journey that this one replaces, where there are several. */
  replaces?: Step[];
  pairing?: Pairing;
}

export interface Span {
  phase: Phase;
  stage?: string;
  from: number;
  count: number;
}

export function columnsOf(journey: Journey): Column[] {
  const columns: Column[] = [];
  let number = 0;
  for (const phase of phases)
    for (const stage of stagesOf(journey, phase)) {
      const steps = stepsIn(stage);
      if (steps.length === 0)
        columns.push({ key: `${phase}/${stage.stage}`, phase, stage: stage.stage, number: 0 });
      for (const step of steps)
        columns.push({ key: step.id, phase, stage: stage.stage, step, number: ++number });
    }
  return columns;
}

/** Columns of two journeys side by side: paired by id or by what a step replaces. */
export function paired(journey: Journey, other: Journey): Column[] {
  const theirs = placesOf(other);
  const byId = new Map(theirs.map((p) => [p.step.id, p.step]));
  const replacedBy = new Map<string, string[]>();
  for (const { step } of theirs)
    for (const id of step.replaces ?? []) replacedBy.set(id, [...(replacedBy.get(id) ?? []), step.id]);
  const met = new Set<string>();
  const columns: Column[] = columnsOf(journey).map((column) => {
    const { step } = column;
    if (!step) return column;
    const ids = byId.has(step.id) ? [step.id] : (step.replaces ?? replacedBy.get(step.id) ?? []);
    const partners = ids.flatMap((id) => byId.get(id) ?? []);
    for (const p of partners) met.add(p.id);
    const [first] = partners;
    if (!first) return { ...column, pairing: "added" };
    const equal = partners.length === 1 && first.id === step.id && same(content(step), content(first));
    return {
      ...column,
      other: first,
      replaces: partners.length > 1 ? partners : undefined,
      pairing: equal ? "same" : "changed",
    };
  });
  theirs.forEach((place, i) => {
    if (met.has(place.step.id)) return;
    const before = theirs.slice(0, i).findLast((p) => columns.some((c) => isOf(c, p.step.id)));
    const at = before ? columns.findIndex((c) => isOf(c, before.step.id)) + 1 : firstOf(columns, place.phase);
    columns.splice(at, 0, {
      key: `other/${place.step.id}`,
      phase: columns[at - 1]?.phase ?? place.phase,
      stage: columns[at - 1]?.stage ?? columns[at]?.stage ?? place.stage,
      number: 0,
      other: place.step,
      pairing: "removed",
    });
  });
  return columns;
}

const isOf = (column: Column, id: string): boolean =>
  column.other?.id === id || (column.replaces?.some((s) => s.id === id) ?? false);

function firstOf(columns: readonly Column[], phase: Phase): number {
  const at = columns.findIndex((c) => c.phase === phase);
  return at < 0 ? columns.length : at;
}

/** What a step says, without its id and what it replaces. */
function content({ id: _, replaces: __, ...rest }: Step): object {
  return rest;
}

/** Neighbouring columns of one phase, or of one stage, as one. */
export function spansOf(columns: readonly Column[], by: "phase" | "stage"): Span[] {
  const spans: Span[] = [];
  columns.forEach(({ phase, stage }, i) => {
    const last = spans.at(-1);
    if (last && last.phase === phase && (by === "phase" || last.stage === stage)) last.count++;
    else spans.push({ phase, stage: by === "stage" ? stage : undefined, from: i, count: 1 });
  });
  return spans;
}

/** The same columns, where they say the same as before: cells of those need not be drawn again. */
export function reused(columns: Column[], before: readonly Column[]): readonly Column[] {
  const known = new Map(before.map((c) => [c.key, c]));
  const next = columns.map((column) => {
    const was = known.get(column.key);
    return was && isSame(column, was) ? was : column;
  });
  return next.length === before.length && next.every((c, i) => c === before[i]) ? before : next;
}

const isSame = (a: Column, b: Column): boolean =>
  a.step === b.step &&
  a.other === b.other &&
  a.number === b.number &&
  a.phase === b.phase &&
  a.stage === b.stage &&
  a.pairing === b.pairing &&
  a.replaces?.length === b.replaces?.length;
