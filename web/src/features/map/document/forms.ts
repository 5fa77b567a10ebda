// SPDX-License-Identifier: Apache-2.0
// The document's short and long forms, read into one.
import { isPlain } from "./paths";
import type {
  Evidence,
  Feeling,
  Level,
  MomentOfTruth,
  Statement,
  Statements,
  Step,
  Texts,
  Touchpoint,
} from "./types";

export const textsOf = (texts: Texts | undefined): string[] =>
  texts === undefined || texts === null ? [] : Array.isArray(texts) ? texts : [texts];

export const statementsOf = (list: Statements | undefined): Statement[] =>
  (list ?? []).map((s) => (typeof s === "string" ? { title: s } : s));

/** A statement as the document writes it: only a text where the text is all there is. */
export function written(statement: Statement): Statement | string {
  const { title, ...rest } = statement;
  const kept = Object.fromEntries(Object.entries(rest).filter(([, v]) => v !== undefined && v !== ""));
  return Object.keys(kept).length === 0 ? title : { title, ...kept };
}

/** A list as a "set" sends it: nothing instead of an empty one. */
export const listOrNothing = <T>(list: readonly T[]): readonly T[] | undefined =>
  list.length > 0 ? list : undefined;

/** A stated feeling; one of which only words are said is neutral. */
export const feelingOf = (feeling: Partial<Feeling> | number | undefined): Feeling | undefined =>
  typeof feeling === "number"
    ? { valence: feeling }
    : feeling && { ...feeling, valence: feeling.valence ?? 0 };

/** The same feeling with another valence. */
export const felt = (feeling: Feeling | undefined, valence: number): Feeling => ({ ...feeling, valence });

export const levelOf = (level: Level | number | undefined): Level =>
  typeof level === "number" ? { default: level } : (level ?? {});

/** A level as the document writes it. */
export function writtenLevel(level: Level): Level | number | undefined {
  const segments = Object.fromEntries(Object.entries(level.segments ?? {}).filter(([, v]) => v != null));
  const long: Level = {};
  if (level.default != null) long.default = level.default;
  if (level.by) long.by = level.by;
  if (Object.keys(segments).length > 0) long.segments = segments;
  if (level.asked) long.asked = level.asked;
  const keys = Object.keys(long);
  if (keys.length === 0) return undefined;
  return keys.length === 1 && long.default != null ? long.default : long;
}

export const momentOf = (moment: MomentOfTruth | string | undefined): MomentOfTruth | undefined =>
  typeof moment === "string" ? { reason: moment } : moment;

export const evidenceOf = (list: (Evidence | string)[] | undefined): Evidence[] =>
  (list ?? []).map((e) => (typeof e === "string" ? { event: e } : e));

export function writtenEvidence(e: Evidence): Evidence {
  if (e.answer) return { answer: e.answer };
  const where = e.where && Object.keys(e.where).length > 0 ? { where: e.where } : {};
  return { event: e.event ?? "", ...where };
}

/** What the workspace knows: touchpoints by id, channels by id. */
export interface Library {
  touchpoints: Map<string, Touchpoint & { title?: string; owner?: string }>;
  channels: Map<string, { title: string; mode?: string }>;
}

/** A step's touchpoint with what the library and the channel say of it. */
export interface Resolved {
  channel?: string;
  channelTitle?: string;
  mode?: string;
  nature?: string;
  direction?: string;
  control?: string;
  promise?: string;
  owner?: string;
}

export function resolve(step: Step, library: Library): Resolved {
  const own: Touchpoint = step.touchpoint ?? {};
  const base = library.touchpoints.get(own.use ?? "") ?? {};
  const channel = own.channel ?? base.channel;
  const known = library.channels.get(channel ?? "");
  return {
    channel,
    channelTitle: known?.title ?? channel,
    mode: own.mode ?? base.mode ?? known?.mode,
    nature: own.nature ?? base.nature,
    direction: own.direction ?? base.direction,
    control: step.control ?? own.control ?? base.control,
    promise: own.promise ?? base.promise,
    owner: step.owner ?? ("owner" in base ? base.owner : undefined),
  };
}

/** Whether an event of another step's evidence is the same, conditions aside. */
export function eventsOf(step: Step): string[] {
  const lists = [step.evidence, step.fails, ...(step.alternatives ?? []).map((a) => a.evidence)];
  return lists.flatMap((list) => evidenceOf(list).flatMap((e) => (e.event ? [e.event] : [])));
}

export const isLevel = (value: unknown): value is Level => isPlain(value);
