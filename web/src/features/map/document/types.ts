// SPDX-License-Identifier: Apache-2.0
// The journey document as JSON, with the document's own keys, and the edits
// that change it. Short forms ("target: 4") are read by forms.ts.
import type { Phase } from "@/lib/phases";

export type { Phase };
export const phases: readonly Phase[] = ["before", "during", "after"];

export type Basis = "hypothesis" | "research" | "data";

export interface Statement {
  title: string;
  severity?: number;
  basis?: Basis;
  source?: string;
  date?: string;
}

export interface Quote {
  text: string;
  source?: string;
  date?: string;
}

export interface Feeling {
  valence: number;
  label?: string;
  basis?: Basis;
  personas?: Record<string, Feeling | number>;
}

/** A level wanted, or a weight: for everybody, and for segments. */
export interface Level {
  default?: number;
  by?: string;
  segments?: Record<string, number>;
  asked?: Question;
}

export interface Question {
  survey: string;
  question: string;
  score?: string;
  scale?: { min: number; max: number; direction?: string };
}

export type Where = { [key: string]: unknown };

export interface Evidence {
  event?: string;
  where?: Where;
  answer?: { survey: string; question: string };
}

export interface Touchpoint {
  use?: string;
  channel?: string;
  mode?: string;
  nature?: string;
  direction?: string;
  control?: string;
  promise?: string;
}

export interface Alternative extends Touchpoint {
  evidence?: (Evidence | string)[];
}

export interface Expected {
  within?: string;
  of?: string;
  calendar?: string;
  by?: { event: string; property: string };
  compare?: "time" | "day";
  zone?: string;
}

export interface MomentOfTruth {
  reason: string;
  basis?: Basis;
  why?: string;
}

export type Texts = string | string[];
export type Statements = (Statement | string)[];

export interface Backstage {
  frontstage?: Texts;
  backstage?: Texts;
  support?: Texts;
}

export interface Step {
  id: string;
  title: string;
  description?: string;
  touchpoint?: Touchpoint;
  contactless?: boolean;
  control?: string;
  actor?: string;
  for?: string[];
  optional?: boolean;
  repeatable?: boolean;
  replaces?: string[];
  evidence?: (Evidence | string)[];
  alternatives?: Alternative[];
  fails?: (Evidence | string)[];
  counts?: { source?: string; unit?: string; every?: string };
  expected?: Expected;
  moment_of_truth?: MomentOfTruth | string;
  importance?: number | Level;
  target?: number | Level;
  satisfaction?: Question;
  expectation?: Question;
  emotion?: Question;
  owner?: string;
  feeling?: Feeling | number;
  does?: Texts;
  thinks?: Texts;
  needs?: Texts;
  questions?: Texts;
  pains?: Statements;
  gains?: Statements;
  ideas?: Statements;
  quotes?: Quote[];
  backstage?: Backstage;
}

export interface Stage {
  stage: string;
  steps?: Step[];
}

export interface Journey {
  wend?: string;
  id: string;
  title: string;
  goal?: string;
  scenario?: string;
  promise?: string;
  scope?: { from?: string; to?: string };
  state?: "as-is" | "to-be" | "ideal";
  improves?: string;
  status?: string;
  audience?: { kind?: string; personas?: string[]; segments?: string[] };
  actors?: string[];
  grain?: "person" | "account";
  owner?: string;
  review?: { every?: string; last?: string };
  instance?: {
    by?: { property: string };
    starts?: Texts;
    completes?: string[];
    idle?: string;
    window?: string;
    ripe?: string;
  };
  overall?: Question & { target?: number | Level };
  value?: { event: string; property: string; currency?: string };
  ignore?: Texts;
  phases?: Partial<Record<Phase, Stage[]>>;
  links?: { from: string; to: string; label?: string }[];
  parking?: Statements;
}

/** One change. Which fields it has depends on what it does; without after it goes to the front. */
export type Edit =
  | { op: "set"; step?: string; field: string; from?: unknown; to?: unknown; made?: string }
  | { op: "add-step"; phase: Phase; stage: string; after?: string; value: Partial<Step>; step?: string }
  | { op: "move-step"; step: string; phase: Phase; stage: string; after?: string }
  | { op: "remove-step"; step: string; value?: unknown }
  | { op: "add-stage"; phase: Phase; stage: string; after?: string; value?: Partial<Stage> }
  | { op: "rename-stage"; phase: Phase; stage: string; to: string }
  | { op: "move-stage"; phase: Phase; stage: string; to_phase?: Phase; after?: string }
  | { op: "remove-stage"; phase: Phase; stage: string; value?: unknown };

/** An edit that was made, with what takes it back. */
export type Applied = Edit & { undo?: Edit };

/** An edit that was not made, since somebody else changed the same field. */
export interface Conflict {
  edit: Edit;
  current: unknown;
  by?: string;
}
