// SPDX-License-Identifier: Apache-2.0
import { useMemo } from "react";
import type { PathTransition, PathTransitions } from "@/api/generated";
import { useFormat, useT } from "@/lang";
import { type Column, Figure } from "@/ui";
import { type To, useHere } from "../here";
import { ShareBar } from "../ShareBar";
import { StepChip } from "../StepChip";
import { Table } from "../Table";

/** Transitions one a line, with their times. */
export function TransitionList({ of, to }: { of: PathTransitions; to: To }) {
  const t = useT();
  const format = useFormat();
  const { steps } = useHere();
  const columns = useMemo<Column<PathTransition>[]>(
    () => [
      {
        key: "from",
        header: t("paths.from"),
        value: (r) => steps.title(r.from),
        cell: (r) => <StepChip step={r.from} />,
      },
      {
        key: "to",
        header: t("paths.to"),
        value: (r) => steps.title(r.to),
        cell: (r) => <StepChip step={r.to} />,
      },
      {
        key: "count",
        header: t("paths.transitions.count"),
        value: (r) => r.count,
        align: "right",
        cell: (r) => (
          <Figure of={{ value: r.count }} to={to({ what: "transition", step: r.from, next: r.to })} />
        ),
      },
      {
        key: "instances",
        header: t("paths.instances"),
        value: (r) => r.instances,
        align: "right",
        cell: (r) => format.number(r.instances),
      },
      {
        key: "share",
        header: t("paths.share"),
        value: (r) => r.share.value,
        align: "right",
        cell: (r) => <Figure of={r.share} kind="percent" />,
      },
      { key: "bar", header: "", name: t("paths.share"), width: 88, cell: (r) => <ShareBar of={r.share} /> },
      {
        key: "mean",
        header: t("paths.mean"),
        value: (r) => r.mean_s,
        align: "right",
        cell: (r) => format.value(r.mean_s, "duration"),
      },
      {
        key: "median",
        header: t("paths.median"),
        value: (r) => r.median_s,
        align: "right",
        cell: (r) => (
          <Figure of={{ value: r.median_s, lo: r.median_lo_s, hi: r.median_hi_s, n: r.n }} kind="duration" />
        ),
      },
      {
        key: "p90",
        header: t("paths.p90"),
        value: (r) => r.p90_s,
        align: "right",
        cell: (r) => format.value(r.p90_s, "duration"),
      },
    ],
    [t, format, steps, to],
  );
  return (
    <Table
      label={t("paths.transitions.list")}
      columns={columns}
      rows={of.transitions ?? []}
      rowKey={(r) => `${r.from}→${r.to}`}
      sort="-count"
      sortParam="transitions"
      maxHeight={420}
    />
  );
}
