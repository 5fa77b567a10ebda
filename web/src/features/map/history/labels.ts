// SPDX-License-Identifier: Apache-2.0
// What the fields of a journey's document are called, by their paths.
import type { Key, Translate } from "@/lang";

/** The names of things that documents name by their ids. */
export interface Titles {
  step: (id: string) => string;
  segment: (id: string) => string;
  persona: (id: string) => string;
  channel: (id: string) => string;
}

const fields = {
  id: "history.id",
  title: "common.title",
  goal: "map.journey.goal",
  scenario: "map.journey.scenario",
  promise: "map.journey.promise",
  scope: "history.scope",
  "scope.from": "map.journey.from",
  "scope.to": "map.journey.to",
  state: "map.journey.state",
  improves: "map.journey.improves",
  status: "history.status",
  audience: "map.journey.audience",
  "audience.kind": "map.journey.kind",
  "audience.personas": "nav.personas",
  "audience.segments": "nav.segments",
  actors: "map.journey.actors",
  grain: "map.journey.grain",
  owner: "map.field.owner",
  review: "map.journey.review",
  "review.every": "map.journey.review",
  "review.last": "history.reviewed",
  instance: "map.journey.instance",
  "instance.by": "map.journey.by",
  "instance.starts": "map.journey.starts",
  "instance.completes": "map.journey.completes",
  "instance.idle": "map.journey.idle",
  "instance.window": "map.journey.window",
  "instance.ripe": "map.journey.ripe",
  overall: "map.journey.overall",
  value: "map.journey.value",
  "value.currency": "map.journey.currency",
  ignore: "map.journey.ignore",
  links: "history.links",
  parking: "history.parking",
  description: "map.field.description",
  touchpoint: "map.field.touchpoint",
  "touchpoint.use": "map.field.use",
  "touchpoint.promise": "map.field.servicePromise",
  contactless: "map.contactless",
  actor: "ui.fields.actor",
  for: "map.field.for",
  optional: "map.optional",
  repeatable: "map.repeatable",
  replaces: "map.field.replaces",
  evidence: "map.evidence.title",
  alternatives: "map.evidence.alternatives",
  fails: "map.evidence.fails",
  counts: "map.evidence.counts",
  "counts.unit": "history.unit",
  "counts.every": "map.evidence.every",
  expected: "map.field.soon",
  "expected.within": "map.field.within",
  "expected.of": "map.field.of",
  "expected.calendar": "map.field.calendar",
  "expected.by": "map.field.soonBy",
  "expected.compare": "map.field.grain",
  "expected.zone": "map.field.zone",
  moment_of_truth: "map.moment",
  importance: "map.lane.importance",
  target: "map.field.target",
  "target.by": "map.field.by",
  satisfaction: "map.question.satisfaction",
  expectation: "map.question.expectation",
  emotion: "map.question.emotion",
  feeling: "map.field.feeling",
  does: "map.lane.does",
  thinks: "map.lane.thinks",
  needs: "map.lane.needs",
  questions: "map.lane.questions",
  pains: "map.lane.pains",
  gains: "map.lane.gains",
  ideas: "map.lane.ideas",
  quotes: "map.lane.quotes",
  backstage: "map.tab.backstage",
  "backstage.frontstage": "map.lane.frontstage",
  "backstage.backstage": "map.lane.backstage",
  "backstage.support": "map.lane.support",
} as const satisfies Record<string, Key>;

/** Fields that are called the same wherever they stand. */
const others = {
  asked: "map.importance.askedLabel",
  basis: "map.field.basis",
  by: "map.field.by",
  channel: "ui.fields.channel",
  control: "ui.fields.control",
  date: "common.date",
  direction: "ui.fields.direction",
  event: "map.evidence.event",
  from: "ui.period.from",
  label: "map.field.inAWord",
  max: "map.question.max",
  min: "map.question.min",
  mode: "ui.fields.mode",
  nature: "ui.fields.nature",
  property: "map.evidence.property",
  question: "map.question.question",
  reason: "map.field.reason",
  score: "map.question.score",
  severity: "history.severity",
  source: "map.field.source",
  survey: "map.question.survey",
  title: "common.title",
  to: "ui.period.to",
  why: "map.field.why",
} as const satisfies Record<string, Key>;

type Known<T> = Readonly<Record<string, T[keyof T] | undefined>>;
const labels: Known<typeof fields> = fields;
const anywhere: Known<typeof others> = others;

/** What only holds other fields, or says the level for everybody, is not named. */
const unnamed = new Set(["default", "segments", "personas", "scale", "valence"]);

/** A name inside of a line. */
export const lowered = (name: string): string => name.charAt(0).toLocaleLowerCase() + name.slice(1);

/** The name of the field at a path: "Target, Professionals" of target.segments.professionals. */
export function labelOf(t: Translate, path: string, titles: Titles): string {
  const keys = path.split(".");
  const names: string[] = [];
  for (const [i, key] of keys.entries()) {
    const exact = labels[keys.slice(0, i + 1).join(".")];
    const above = keys[i - 1];
    if (exact) names.splice(0, names.length, t(exact));
    else if (above === "segments") names.push(titles.segment(key));
    else if (above === "personas") names.push(titles.persona(key));
    else if (anywhere[key]) names.push(names.length > 0 ? lowered(t(anywhere[key])) : t(anywhere[key]));
    else if (!unnamed.has(key)) names.push(key.replaceAll("_", " "));
  }
  return names.join(", ");
}
