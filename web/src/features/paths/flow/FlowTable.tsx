// SPDX-License-Identifier: Apache-2.0
import { useMemo } from "react";
import { useFormat, useT } from "@/lang";
import { type Column, Figure } from "@/ui";
import { useHere, type Who } from "../here";
import { StepChip } from "../StepChip";
import { Table } from "../Table";
import { type Graph, type GraphLink, wentOn } from "./graph";

/** The links of the flow as a table. */
export function FlowTable({ graph, backward, who }: { graph: Graph; backward: boolean; who: Who }) {
  const t = useT();
  const format = useFormat();
  const { steps } = useHere();
  const columns = useMemo<Column<GraphLink>[]>(
    () => [
      { key: "level", header: t("paths.flow.levelHead"), value: (l) => l.level, align: "right", width: 72 },
      {
        key: "from",
        header: t("paths.from"),
        value: (l) => steps.title(l.edge.from) || t("charts.others"),
        cell: (l) => <StepChip step={l.edge.from} />,
      },
      {
        key: "to",
        header: t("paths.to"),
        value: (l) => steps.title(l.edge.to) || t("charts.others"),
        cell: (l) => <StepChip step={l.edge.to} />,
      },
      {
        key: "count",
        header: t("paths.instances"),
        value: (l) => l.value,
        align: "right",
        cell: (l) => <Figure of={{ value: l.value }} to={who(wentOn(l, backward))} />,
      },
      {
        key: "share",
        header: t("paths.share"),
        value: (l) => l.edge.share.value,
        align: "right",
        cell: (l) => <Figure of={l.edge.share} kind="percent" />,
      },
      {
        key: "median",
        header: t("paths.median"),
        value: (l) => l.edge.median_s,
        align: "right",
        cell: (l) => (
          <Figure
            of={{ value: l.edge.median_s, lo: l.edge.median_lo_s, hi: l.edge.median_hi_s, n: l.edge.n }}
            kind="duration"
          />
        ),
      },
      {
        key: "p90",
        header: t("paths.p90"),
        value: (l) => l.edge.p90_s,
        align: "right",
        cell: (l) => format.value(l.edge.p90_s, "duration"),
      },
    ],
    [t, format, steps, backward, who],
  );
  return (
    <Table
      label={t("paths.flow.table")}
      columns={columns}
      rows={graph.links}
      rowKey={(l) => `${l.from}→${l.to}`}
      maxHeight={420}
      sortParam="flowsort"
    />
  );
}
