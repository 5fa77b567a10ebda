// SPDX-License-Identifier: Apache-2.0
import { TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { askAgain, keys } from "@/api";
import { enterCounts } from "@/api/generated";
import { useSpeech } from "@/lang";
import { useToasts } from "@/ui";
import classes from "./Counts.module.css";
import { countIn, type Period } from "./periods";
import type { CountRow } from "./rows";

/** Not among the figures that rest on the log: one who types numbers need not be told that there are new ones. */
export const countsKey = ["counts"] as const;

interface CountCellProps {
  journey: string;
  row: CountRow;
  period: Period;
  /** What the period is called. */
  label: string;
}

/** One count. It is saved when one leaves it, and can be taken back. */
export function CountCell({ journey, row, period, label }: CountCellProps) {
  const { t, locale, format } = useSpeech();
  const toasts = useToasts();
  const queries = useQueryClient();
  const kept = row.counts.get(period.id);
  const written = kept ? new Intl.NumberFormat(locale).format(kept.count) : "";
  const [typed, type] = useState<string | null>(null);
  const text = typed ?? written;
  const wrong = text.trim() !== "" && countIn(text, locale) === null;
  const enter = useMutation({
    mutationFn: (count: number) =>
      enterCounts({
        body: {
          journey,
          counts: [
            {
              step: row.step.step,
              channel: row.channel || undefined,
              unit: row.unit,
              period: period.id,
              count,
            },
          ],
        },
      }),
    onSuccess: async () => {
      void askAgain(queries, keys.data);
      await askAgain(queries, countsKey);
      type(null);
    },
    onError: (error) => toasts.failed(error),
  });
  // An entry can be corrected, not withdrawn: a first one goes back to 0.
  const undo = (before: number | undefined, what: { step: string; period: string }) =>
    enter.mutate(before ?? 0, {
      onSuccess: () => before === undefined && toasts.done(t("data.counts.undone", what)),
    });
  const save = () => {
    const count = countIn(text, locale);
    // An emptied cell shows what is kept again.
    if (text.trim() === "" || count === kept?.count) return type(null);
    if (count === null) return;
    const before = kept?.count;
    const what = { step: row.step.title, period: label, value: format.number(count) };
    const done = t(before === undefined ? "data.counts.entered" : "data.counts.corrected", what);
    enter.mutate(count, { onSuccess: () => toasts.done(done, () => undo(before, what)) });
  };
  return (
    <TextInput
      size="xs"
      classNames={{ input: classes.input }}
      inputMode="decimal"
      autoComplete="off"
      aria-label={t("data.counts.cell", { step: row.step.title, period: label, unit: row.unit })}
      title={kept && kept.entries > 1 ? t("data.counts.corrections", { count: kept.entries - 1 }) : undefined}
      value={text}
      error={wrong}
      disabled={enter.isPending}
      onChange={(e) => type(e.currentTarget.value)}
      onFocus={(e) => e.currentTarget.select()}
      onBlur={save}
      onKeyDown={(e) => e.key === "Escape" && type(null)}
    />
  );
}
