// SPDX-License-Identifier: Apache-2.0
// Says in the reader's language what changed from one version to another.
import type { JourneyChange } from "@/api/generated";
import type { Translate } from "@/lang";
import type { Formats } from "@/lib/format";
import type { Phase } from "@/lib/phases";
import type { RuleWords } from "@/ui/useRuleWords";
import { isPlain } from "../document/paths";
import type { Evidence, Quote, Statement } from "../document/types";
import { moodOf } from "../grid/moods";
import { labelOf, lowered, type Titles } from "./labels";

/** What it takes to say something: texts, numbers and dates, conditions, and titles for ids. */
export interface Speaker {
  t: Translate;
  format: Formats;
  rules: RuleWords;
  titles: Titles;
}

/** Where a step stands, as changes of its place say it. */
interface Stood {
  title?: string;
  phase: Phase;
  stage: string;
}

/** A change as a line below the title of its step. */
export function changeWords(change: JourneyChange, speaker: Speaker): string {
  const { t, titles } = speaker;
  const place = t("history.stage", stageOf(change.after ?? change.before, t));
  if (change.kind === "renamed")
    return t("history.renamed", { from: String(change.before), to: String(change.after) });
  if (change.kind === "moved")
    return t("history.moved", { from: t("history.stage", stageOf(change.before, t)), to: place });
  if (change.field) return fieldWords(change.field, change, speaker);
  if (change.kind === "added") return t("history.newStep", { place });
  if (change.kind === "removed") return t("history.goneStep", { place });
  return change.behind ? t("history.behind", { step: titles.step(change.behind) }) : t("history.front");
}

function stageOf(stood: unknown, t: Translate): { stage: string; phase: string } {
  const { stage, phase } = (isPlain(stood) ? stood : {}) as Partial<Stood>;
  return { stage: stage ?? "", phase: phase ? t(`common.phase.${phase}`) : "" };
}

function fieldWords(field: string, change: JourneyChange, speaker: Speaker): string {
  const { t, titles } = speaker;
  const part = change.part && lowered(labelOf(t, change.part, titles));
  const label = labelOf(t, field, titles);
  const place = part ? t("history.partOf", { label, item: change.item ?? "", part }) : label;
  const said = (value: unknown) => valueWords(change.part ?? field, value, speaker);
  switch (change.kind) {
    case "added":
      return t("history.added", { place, value: said(change.after) });
    case "removed":
      return t("history.removed", { place, value: said(change.before) });
    case "reordered":
      return t("history.reordered", { place });
    default:
      return t("history.changed", { place, before: said(change.before), after: said(change.after) });
  }
}

/** The title of a step that only one of the versions has. */
export const titleIn = (change: JourneyChange): string | undefined => {
  const stood = change.after ?? change.before;
  return !change.field && isPlain(stood) && typeof stood.title === "string" ? stood.title : undefined;
};

type Say = (value: string, speaker: Speaker) => string;

const step: Say = (id, { titles }) => titles.step(id);
const segment: Say = (id, { titles }) => titles.segment(id);
const persona: Say = (id, { titles }) => titles.persona(id);
const span: Say = (text, { rules }) => rules.span(text);

/** Texts that are no sentences: ids, lengths of time and the fixed words of documents. By path, or by the last key. */
const texts: Record<string, Say> = {
  replaces: step,
  "instance.starts": step,
  "instance.completes": step,
  "expected.of": step,
  "links.from": step,
  "links.to": step,
  for: segment,
  "audience.segments": segment,
  "audience.personas": persona,
  channel: (id, { titles }) => titles.channel(id),
  "review.every": span,
  "instance.idle": span,
  "instance.window": span,
  "instance.ripe": span,
  "expected.within": span,
  state: (v, { t }) => t(`map.state.${v as "as-is"}`),
  status: (v, { t }) => t(`journeys.status.${v as "draft"}`),
  kind: (v, { t }) => t(`map.audience.${v as "customer"}`),
  grain: (v, { t }) => t(`map.journey.${v as "person"}`),
  mode: (v, { t }) => t(`common.mode.${v as "digital"}`),
  nature: (v, { t }) => t(`common.nature.${v as "informative"}`),
  "touchpoint.direction": (v, { t }) => t(`common.direction.${v as "push"}`),
  control: (v, { t }) => t(`common.control.${v as "company"}`),
  basis: (v, { t }) => t(`map.basis.${v as "data"}`),
  moment_of_truth: (v, { t }) => t(`map.reason.${v as "wait"}`),
  reason: (v, { t }) => t(`map.reason.${v as "wait"}`),
  score: (v, { t }) => t(`map.score.${v as "csat"}`),
  compare: (v, { t }) => t(`map.field.${v as "time"}`),
  "counts.every": (v, { t }) => t(`map.evidence.${v as "day"}`),
};

const lastOf = (path: string) => path.slice(path.lastIndexOf(".") + 1);

/** A value of a document in words, by the path of its field. */
export function valueWords(path: string, value: unknown, speaker: Speaker): string {
  const { t, format } = speaker;
  if (Array.isArray(value)) return format.list(value.map((one) => valueWords(path, one, speaker)));
  if (isPlain(value)) return partsWords(path, value, speaker);
  if (typeof value === "boolean") return value ? t("common.yes") : t("common.no");
  if (typeof value === "number") {
    if (lastOf(path) === "valence" || path === "feeling" || path.startsWith("feeling.personas."))
      return t(`map.emotion.of.${moodOf(value)}`);
    return new Intl.NumberFormat(format.locale, { maximumFractionDigits: 6 }).format(value);
  }
  const text = String(value ?? "");
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return format.date(text);
  const say = texts[path] ?? texts[lastOf(path)];
  return say ? say(text, speaker) : t("documents.rule.value", { value: text });
}

/** A value of several parts: what it is first, and in brackets what else is known of it. */
function partsWords(path: string, value: Record<string, unknown>, speaker: Speaker): string {
  const { t, titles, rules } = speaker;
  const { event, where } = value as Evidence;
  if (event && (where || Object.keys(value).length === 1)) {
    const what = t("documents.rule.value", { value: event });
    return where ? t("documents.rule.where", { what, rule: rules.of(where) }) : what;
  }
  const head = (value as unknown as Statement).title ?? (value as unknown as Quote).text;
  const rest = Object.entries(value)
    .filter(([, v]) => v !== head)
    .map(([key, v]) => {
      const below = `${path}.${key}`;
      const label = lastLabel(labelOf(t, below, titles), labelOf(t, path, titles));
      const said = valueWords(below, v, speaker);
      return label ? `${label} ${said}` : said;
    })
    .join(", ");
  if (!head) return rest;
  const said = t("documents.rule.value", { value: head });
  return rest ? `${said} (${rest})` : said;
}

/** The name of a field without that of what it stands in, which is said already. */
const lastLabel = (label: string, above: string): string =>
  label === above ? "" : label.startsWith(`${above}, `) ? label.slice(above.length + 2) : lowered(label);
