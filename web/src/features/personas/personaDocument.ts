// SPDX-License-Identifier: Apache-2.0
import { type Statement, statementsOf } from "@/ui/documents";

export const empathyFields = ["sees", "hears", "says", "does", "thinks", "feels"] as const;
export type EmpathyField = (typeof empathyFields)[number];
export const sketchFields = ["goals", "motivations", "needs", "concerns", "challenges"] as const;

/** A persona as its document has it. */
export interface PersonaValue {
  id: string;
  name: string;
  picture?: string;
  quote?: string;
  who?: string;
  context?: string;
  channels?: string[];
  empathy?: Partial<Record<EmpathyField, unknown[]>>;
  goals?: unknown[];
  motivations?: unknown[];
  needs?: unknown[];
  concerns?: unknown[];
  challenges?: unknown[];
  pains?: unknown[];
  gains?: unknown[];
  segment?: string;
}

/** Everything that is said of a persona. */
export function allStatements(p: PersonaValue): Statement[] {
  const lists: unknown[] = [
    ...sketchFields.map((field) => p[field]),
    ...empathyFields.map((field) => p.empathy?.[field]),
    p.pains,
    p.gains,
  ];
  return lists.flatMap(statementsOf);
}

/** The first letters of a name, without what comes behind a comma: "Petra, the hiker" → "P". */
export function initialsOf(name: string): string {
  const words = (name.split(",")[0] ?? name).trim().split(/\s+/).filter(Boolean);
  return words
    .slice(0, 2)
    .map((w) => [...w][0]?.toUpperCase() ?? "")
    .join("");
}

/** One of six colours, always the same for one persona. */
export function hueOf(id: string): number {
  let sum = 0;
  for (const c of id) sum = (sum * 31 + (c.codePointAt(0) ?? 0)) % 997;
  return sum % 6;
}

export const beginPersona = {
  yaml: `wend: persona/v1
id: new-persona
name: Petra, the weekend hiker
quote: ""
who: ""
context: ""
goals: []
empathy:
  sees: []
  hears: []
  says: []
  does: []
  thinks: []
  feels: []
pains: []
gains: []
`,
  value: { id: "", name: "" } satisfies PersonaValue as PersonaValue,
};
