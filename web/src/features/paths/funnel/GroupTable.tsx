// SPDX-License-Identifier: Apache-2.0
import { useT } from "@/lang";
import { type Column, Figure } from "@/ui";
import { ShareBar } from "../ShareBar";
import { Table } from "../Table";
import classes from "./Funnel.module.css";
import type { Series } from "./series";
import type { FunnelState } from "./useFunnel";

interface GroupTableProps {
  series: Series[];
  name: (s: Series) => string;
  funnel: FunnelState;
}

/** One line a group: how many entered, how many converted, how fast. */
export function GroupTable({ series, name }: GroupTableProps) {
  const t = useT();
  const columns: Column<Series>[] = [
    {
      key: "group",
      header: t("paths.funnel.group"),
      value: name,
      cell: (s) => (
        <span className={classes.group}>
          <span style={{ background: s.colour }} aria-hidden />
          {name(s)}
        </span>
      ),
    },
    { key: "entered", header: t("paths.funnel.entered"), value: (s) => s.of.entered, align: "right" },
    { key: "unripe", header: t("paths.funnel.unripeHead"), value: (s) => s.of.unripe, align: "right" },
    { key: "converted", header: t("paths.funnel.converted"), value: (s) => s.of.converted, align: "right" },
    {
      key: "rate",
      header: t("paths.funnel.rate"),
      value: (s) => s.of.rate?.value,
      align: "right",
      cell: (s) => <Figure of={s.of.rate} kind="percent" />,
    },
    {
      key: "bar",
      header: "",
      name: t("paths.funnel.rate"),
      width: 120,
      cell: (s) => <ShareBar of={s.of.rate} />,
    },
    {
      key: "time",
      header: t("paths.funnel.convertTime"),
      value: (s) => s.of.convert.median_s,
      align: "right",
      cell: ({ of: { convert } }) => (
        <Figure
          of={{ value: convert.median_s, lo: convert.median_lo_s, hi: convert.median_hi_s, n: convert.n }}
          kind="duration"
        />
      ),
    },
  ];
  return (
    <Table
      label={t("paths.funnel.groups")}
      columns={withNumbers(columns)}
      rows={series}
      rowKey={(s) => s.value}
      sortParam="groups"
    />
  );
}

/** Counts are written as the reader writes numbers. */
function withNumbers(columns: Column<Series>[]): Column<Series>[] {
  return columns.map((c) =>
    c.cell || !c.value || c.align !== "right"
      ? c
      : { ...c, cell: (s) => <Figure of={{ value: Number(c.value?.(s)) }} /> },
  );
}
