// SPDX-License-Identifier: Apache-2.0
import { useT } from "@/lang";
import { type Column, Figure } from "@/ui";
import type { Who } from "../here";
import { ShareBar } from "../ShareBar";
import { Table } from "../Table";
import type { Query } from "../terms";
import classes from "./Funnel.module.css";
import type { Series } from "./series";

interface GroupTableProps {
  series: Series[];
  name: (s: Series) => string;
  who: Who;
}

/** One line a group: how many entered, how many converted, how fast. */
export function GroupTable({ series, name, who }: GroupTableProps) {
  const t = useT();
  const count = (
    key: string,
    header: string,
    value: (s: Series) => number,
    number: (s: Series) => Query,
  ): Column<Series> => ({
    key,
    header,
    value,
    align: "right",
    cell: (s) => <Figure of={{ value: value(s) }} to={who({ ...number(s), group: s.group })} />,
  });
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
    count(
      "entered",
      t("paths.funnel.entered"),
      (s) => s.of.entered,
      () => ({ what: "reached", at: 1 }),
    ),
    count(
      "unripe",
      t("paths.funnel.unripeHead"),
      (s) => s.of.unripe,
      () => ({ what: "unripe" }),
    ),
    count(
      "converted",
      t("paths.funnel.converted"),
      (s) => s.of.converted,
      (s) => ({ what: "reached", at: s.of.steps?.length }),
    ),
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
      columns={columns}
      rows={series}
      rowKey={(s) => s.value}
      sortParam="groups"
    />
  );
}
