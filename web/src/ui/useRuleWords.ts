// SPDX-License-Identifier: Apache-2.0
import { useMemo } from "react";
import { type Translate, useSpeech } from "@/lang";
import {
  type Behaviour,
  type Condition,
  type Group,
  isGroup,
  type Rule,
  readRule,
  type Scalar,
} from "@/lib/rule";

type Names = (kind: "event" | "journey", id: string) => string;
export interface RuleWords {
  /** A rule of a document, in words. */
  of: (where: unknown) => string;
  /** A length of time as a document has it: "365d" → "365 days". */
  span: (span: string) => string;
}

const units: Record<string, string> = { s: "second", m: "minute", h: "hour", d: "day", w: "week" };

/** "365d" → "365 days"; what is no plain length stays as it is. */
export function spanWords(span: string, locale: string): string {
  const match = /^(\d+)\s*([smhdw])$/.exec(span.trim());
  const unit = match?.[2] && units[match[2]];
  if (!match || !unit) return span;
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }).format(Number(match[1]));
}

/** Says rules in the reader's language. names turns ids into titles. */
export function ruleWords(t: Translate, locale: string, names: Names = (_, id) => id): RuleWords {
  const either = new Intl.ListFormat(locale, { type: "disjunction" });
  const field = (name: string) => name.replace(/^traits\./, "").replaceAll("_", " ");
  const value = (v: Scalar): string => {
    if (typeof v === "boolean") return v ? t("documents.rule.yes") : t("documents.rule.no");
    if (typeof v === "number") return new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }).format(v);
    return t("documents.rule.value", { value: v });
  };
  const condition = (c: Condition): string => {
    if (c.operator === "exists")
      return t(c.value ? "documents.rule.known" : "documents.rule.unknown", { field: field(c.field) });
    const written = Array.isArray(c.value) ? either.format(c.value.map(value)) : value(c.value);
    return t(`documents.rule.${c.operator}`, { field: field(c.field), value: written });
  };
  const behaviour = (b: Behaviour): string => {
    const name =
      b.kind === "did"
        ? t("documents.rule.value", { value: names("event", b.what) })
        : b.what === "any"
          ? t("documents.rule.anyJourney")
          : t("documents.rule.value", { value: names("journey", b.what) });
    const what = b.where ? t("documents.rule.where", { what: name, rule: all(b.where.children) }) : name;
    const rule = times(t, b, what);
    return b.within && b.within !== "none"
      ? t("documents.rule.within", { rule, span: spanWords(b.within, locale) })
      : rule;
  };
  const all = (children: Rule[]) =>
    children.map((c) => one(c, children.length > 1)).join(t("documents.rule.and"));
  /** inside: it stands among others, so that "or" needs brackets. */
  const one = (rule: Rule, inside: boolean): string => {
    if (rule.kind === "condition") return condition(rule);
    if (!isGroup(rule)) return behaviour(rule);
    if (rule.kind === "not") return t("documents.rule.not", { rule: all(rule.children) });
    if (rule.kind === "none")
      return t("documents.rule.not", {
        rule: rule.children.map((c) => one(c, rule.children.length > 1)).join(t("documents.rule.or")),
      });
    const written =
      rule.kind === "all"
        ? all(rule.children)
        : rule.children.map((c) => one(c, true)).join(t("documents.rule.or"));
    return inside && rule.children.length > 1 ? t("documents.rule.group", { rule: written }) : written;
  };
  const of = (where: unknown) => {
    const group: Group = readRule(where);
    return group.children.length === 0 ? t("documents.rule.none") : one(group, false);
  };
  return { of, span: (span) => spanWords(span, locale) };
}

function times(t: Translate, { kind, atLeast, atMost, within }: Behaviour, what: string): string {
  if (atMost === 0)
    return t(within ? `documents.rule.${kind}NotWithin` : `documents.rule.${kind}Not`, { what });
  if (atMost !== null && (atLeast ?? 0) > 0)
    return t(`documents.rule.${kind}Between`, { what, least: atLeast ?? 0, most: atMost });
  if (atMost !== null) return t(`documents.rule.${kind}AtMost`, { what, times: atMost });
  if ((atLeast ?? 1) > 1) return t(`documents.rule.${kind}Times`, { what, times: atLeast ?? 1 });
  return t(`documents.rule.${kind}`, { what });
}

export function useRuleWords(names?: Names): RuleWords {
  const { t, locale } = useSpeech();
  return useMemo(() => ruleWords(t, locale, names), [t, locale, names]);
}
