// SPDX-License-Identifier: Apache-2.0
// Who refers to a segment, a persona, a touchpoint or a channel. Pure.

type Plain = Record<string, unknown>;
export type UsedKind = "segments" | "personas" | "touchpoints" | "channels" | "calendars";

/** One place in a journey that names another document. */
export interface Use {
  kind: UsedKind;
  id: string;
  journey: string;
  /** The journey's title. */
  title: string;
  step?: string;
  stepTitle?: string;
}

const plain = (v: unknown): Plain =>
  typeof v === "object" && v !== null && !Array.isArray(v) ? (v as Plain) : {};
const list = (v: unknown): unknown[] => (Array.isArray(v) ? v : v === undefined || v === null ? [] : [v]);
const texts = (v: unknown): string[] => list(v).filter((x): x is string => typeof x === "string");

/** Every place in which a journey's document names others; each is listed once. */
export function usesIn(journey: string, document: unknown): Use[] {
  const doc = plain(document);
  const title = typeof doc.title === "string" ? doc.title : journey;
  const found = new Map<string, Use>();
  const add = (kind: UsedKind, ids: string[], step?: Plain) => {
    for (const id of ids) {
      const use: Use = { kind, id, journey, title };
      if (step) {
        use.step = String(step.id ?? "");
        use.stepTitle = String(step.title ?? step.id ?? "");
      }
      found.set(`${kind} ${id} ${use.step ?? ""}`, use);
    }
  };
  const audience = plain(doc.audience);
  add("personas", texts(audience.personas));
  add("segments", texts(audience.segments));
  add("segments", Object.keys(plain(plain(plain(doc.overall).target).segments)));
  for (const phase of ["before", "during", "after"]) {
    for (const stage of list(plain(doc.phases)[phase])) {
      for (const step of list(plain(stage).steps)) addStep(plain(step), add);
    }
  }
  return [...found.values()];
}

function addStep(step: Plain, add: (kind: UsedKind, ids: string[], step: Plain) => void): void {
  add("segments", texts(step.for), step);
  for (const field of ["importance", "target"])
    add("segments", Object.keys(plain(plain(step[field]).segments)), step);
  add("personas", Object.keys(plain(plain(step.feeling).personas)), step);
  for (const where of [step.touchpoint, ...list(step.alternatives)]) {
    const touchpoint = typeof where === "string" ? { use: where } : plain(where);
    add("touchpoints", texts(touchpoint.use), step);
    add("channels", texts(touchpoint.channel), step);
  }
  const calendar = plain(step.expected).calendar;
  add("calendars", texts(calendar), step);
}

/** The uses of a channel: by steps, and by steps through the touchpoints that are on it. */
export function usesOfChannel(
  uses: readonly Use[],
  channel: string,
  touchpoints: readonly { id: string; channel?: string }[],
): Use[] {
  const on = new Set(touchpoints.filter((t) => t.channel === channel).map((t) => t.id));
  const found = new Map<string, Use>();
  for (const use of uses) {
    const fits =
      (use.kind === "channels" && use.id === channel) || (use.kind === "touchpoints" && on.has(use.id));
    if (fits) found.set(`${use.journey} ${use.step ?? ""}`, use);
  }
  return [...found.values()];
}
