// SPDX-License-Identifier: Apache-2.0
// A funnel's steps and exclusions as the address writes them, and back:
//   pay        one step
//   pay?       one that may be left out
//   a|b        either
//   view[path^=/shop,device=phone]   an event under conditions

export interface FunnelStep {
  /** Ids of steps or names of events: one of them is enough. */
  any: string[];
  optional: boolean;
  /** Conditions on the event; only of all events. */
  where: string[];
}

export const newStep = (id: string): FunnelStep => ({ any: [id], optional: false, where: [] });

/** Reads a step. A name that is known as it stands is that step, whatever characters it has. */
export function parseStep(text: string, isKnown: (id: string) => boolean = () => false): FunnelStep {
  if (isKnown(text)) return newStep(text);
  const conditional = /^([^[]+)\[(.*)\]$/.exec(text);
  if (conditional) {
    const [, name = "", conditions = ""] = conditional;
    return {
      any: [name],
      optional: false,
      where: conditions
        .split(",")
        .map((c) => c.trim())
        .filter(Boolean),
    };
  }
  const optional = text.endsWith("?");
  const any = (optional ? text.slice(0, -1) : text).split("|").map((id) => id.trim());
  return { any: any.filter(Boolean), optional, where: [] };
}

export function writeStep({ any, optional, where }: FunnelStep): string {
  if (where.length > 0) return `${any[0]}[${where.join(",")}]`;
  return any.join("|") + (optional ? "?" : "");
}

/** What spoils a chain: an event anywhere in it, or between two of its steps (from 1). */
export interface Exclusion {
  name: string;
  between?: [from: number, to: number];
}

export function parseExclusion(text: string): Exclusion {
  const found = /^(.+)@(\d+)-(\d+)$/.exec(text);
  if (!found) return { name: text };
  return { name: found[1] ?? "", between: [Number(found[2]), Number(found[3])] };
}

export const writeExclusion = ({ name, between }: Exclusion): string =>
  between ? `${name}@${between[0]}-${between[1]}` : name;

/** Exclusions after a funnel has become another: those between steps that are gone hold all through it. */
export function fitted(exclusions: readonly Exclusion[], steps: number): Exclusion[] {
  return exclusions.map((e) =>
    e.between && (e.between[1] > steps || e.between[0] >= e.between[1]) ? { name: e.name } : e,
  );
}

/** Names by which the steps of a funnel are told apart wherever they are moved: one may be there twice. */
export function namesOf(steps: readonly FunnelStep[]): string[] {
  const seen = new Map<string, number>();
  return steps.map(({ any }) => {
    const text = any.join("|");
    const nth = seen.get(text) ?? 0;
    seen.set(text, nth + 1);
    return `place-${nth}-${text}`;
  });
}

export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const next = [...list];
  const [one] = next.splice(from, 1);
  if (one !== undefined) next.splice(to, 0, one);
  return next;
}

/** Conditions and choices cannot be mixed: the server asks all events once for either. */
export const hasConditions = (steps: readonly FunnelStep[]): boolean => steps.some((s) => s.where.length > 0);
export const hasChoices = (steps: readonly FunnelStep[]): boolean =>
  steps.some((s) => s.optional || s.any.length > 1);
