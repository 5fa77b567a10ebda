// SPDX-License-Identifier: Apache-2.0
// The steps that paths are made of: those of a journey's document, or the names
// of all events. Their order gives each its colour, which it keeps everywhere.
import type { Phase } from "@/lib/phases";

export interface Step {
  id: string;
  title: string;
  phase?: Phase;
  stage?: string;
  channel?: string;
  optional: boolean;
  /** Has evidence, so that paths can hold it. */
  observed: boolean;
}

interface DocumentStep {
  id: string;
  title?: string;
  optional?: boolean;
  evidence?: unknown;
  touchpoint?: { channel?: string; evidence?: unknown };
  alternatives?: { evidence?: unknown }[];
}

/** A journey's document, as far as this screen reads it. */
export interface JourneyDocument {
  id: string;
  title?: string;
  actors?: string[] | null;
  phases?: Partial<Record<Phase, { stage?: string; steps?: DocumentStep[] | null }[] | null>>;
}

const phases: Phase[] = ["before", "during", "after"];

export function stepsOfJourney(document: JourneyDocument | undefined): Step[] {
  return phases.flatMap((phase) =>
    (document?.phases?.[phase] ?? []).flatMap(({ stage, steps }) =>
      (steps ?? []).map((s) => ({
        id: s.id,
        title: s.title || s.id,
        phase,
        stage,
        channel: s.touchpoint?.channel,
        optional: s.optional ?? false,
        observed: Boolean(s.evidence) || Boolean(s.alternatives?.some((a) => a.evidence)),
      })),
    ),
  );
}

export const stepsOfEvents = (names: readonly string[]): Step[] =>
  names.map((name) => ({ id: name, title: name, optional: false, observed: true }));

/** How many colours there are: --c-0 … of charts/palette.css. */
export const colours = 12;

/** Steps by their ids, with the colour of each. A step that nobody declared takes one by its name. */
export class Steps {
  readonly list: readonly Step[];
  private readonly places: Map<string, number>;
  private readonly hues: Map<string, number>;

  constructor(list: readonly Step[]) {
    this.list = list;
    this.places = new Map(list.map((s, i) => [s.id, i]));
    // What is not observed is in no path and needs no colour.
    this.hues = new Map(list.filter((s) => s.observed).map((s, i) => [s.id, i]));
  }

  find(id: string): Step | undefined {
    const at = this.places.get(id);
    return at === undefined ? undefined : this.list[at];
  }

  /** What a step is called; "a|b" is either. */
  title(id: string): string {
    return this.find(id)?.title ?? id;
  }

  /** The place in the design; what is not in it comes last. */
  place(id: string): number {
    return this.places.get(id) ?? this.list.length;
  }

  colour(id: string): string {
    const at = this.hues.get(id) ?? hash(id);
    return `var(--c-${at % colours})`;
  }

  /** Ids in the order of the design; what is not in it comes last. */
  inOrder(ids: Iterable<string>): string[] {
    return [...new Set(ids)].sort((a, b) => this.place(a) - this.place(b) || (a < b ? -1 : 1));
  }
}

function hash(text: string): number {
  let h = 2166136261;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619);
  return h >>> 0;
}

/** One step and how often it comes in a row. */
export interface Run {
  step: string;
  times: number;
  /** The step was there before, with others between. */
  again: boolean;
}

/** A path with what is repeated at once drawn together: a a b a → a ×2, b, a (again). */
export function runs(path: readonly string[]): Run[] {
  const seen = new Set<string>();
  const out: Run[] = [];
  for (const step of path) {
    const last = out.at(-1);
    if (last?.step === step) last.times += 1;
    else out.push({ step, times: 1, again: seen.has(step) });
    seen.add(step);
  }
  return out;
}
