// SPDX-License-Identifier: Apache-2.0
// What filters are called: their values, and a filter as a whole.
import type { Term, Vocabulary } from "@/api";
import { type Translate, useFormat, useT } from "@/lang";
import { type Filter, type FilterField, filterFields } from "@/lib/filter";

/** The values that a filter may take, with their names. */
export function optionsOf(
  field: FilterField,
  vocabulary: Vocabulary,
  actors: readonly Term[],
  t: Translate,
): readonly Term[] {
  switch (field) {
    case "segment":
      return vocabulary.segments;
    case "persona":
      return vocabulary.personas;
    case "channel":
      return vocabulary.channels;
    case "actor":
      return actors;
    case "mode":
      return (["physical", "digital", "remote-human"] as const).map((value) => ({
        value,
        label: t(`common.mode.${value}`),
      }));
    case "nature":
      return (["informative", "transactional"] as const).map((value) => ({
        value,
        label: t(`common.nature.${value}`),
      }));
    case "direction":
      return (["push", "pull"] as const).map((value) => ({ value, label: t(`common.direction.${value}`) }));
    case "control":
      return (["company", "partner", "customer", "external"] as const).map((value) => ({
        value,
        label: t(`common.control.${value}`),
      }));
    default:
      return [];
  }
}

/** A period in words: between, since, until, or all time. */
export function periodWords(
  { from = "", to = "" }: Filter,
  t: Translate,
  format: ReturnType<typeof useFormat>,
): string {
  if (from && to) return t("ui.period.between", { from: format.date(from), to: format.date(to) });
  if (from) return t("ui.period.since", { from: format.date(from) });
  if (to) return t("ui.period.until", { to: format.date(to) });
  return t("ui.period.all");
}

/** A filter in words, one for each field: ["Segment: Professionals", "Period: since 1 May"]. */
export function useFilterWords(
  filter: Filter,
  vocabulary: Vocabulary,
  actors: readonly Term[] = [],
): string[] {
  const t = useT();
  const format = useFormat();
  const named = (field: FilterField, value: string) =>
    field === "as_of"
      ? format.date(value)
      : (optionsOf(field, vocabulary, actors, t).find((o) => o.value === value)?.label ?? value);
  const words = filterFields.flatMap((field) => {
    const value = filter[field];
    if (!value || field === "from" || field === "to") return [];
    return [`${t(`ui.fields.${field}`)}: ${named(field, value)}`];
  });
  const { from, to } = filter;
  return from || to ? [`${t("ui.fields.period")}: ${periodWords(filter, t, format)}`, ...words] : words;
}
