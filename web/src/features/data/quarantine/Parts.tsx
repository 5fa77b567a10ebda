// SPDX-License-Identifier: Apache-2.0
import { address } from "@/api";
import type { EventRefused } from "@/api/generated";
import { useFormat, useT } from "@/lang";
import { type Column, DataTable, ExportMenu, Panel } from "@/ui";
import classes from "../Data.module.css";
import { useReason } from "../useReason";

/** All that is kept aside by source, file and reason, with what would help. */
export function Parts({ parts, total }: { parts: EventRefused[]; total: number }) {
  const t = useT();
  const format = useFormat();
  const reason = useReason();
  const columns: Column<EventRefused>[] = [
    {
      key: "reason",
      header: t("data.reason"),
      value: (p) => p.reason,
      cell: (p) => reason(p.reason),
    },
    {
      key: "rows",
      header: t("data.quarantine.rows"),
      align: "right",
      value: (p) => p.rows,
      cell: (p) => format.number(p.rows),
    },
    { key: "source", header: t("data.source"), value: (p) => p.source, cell: (p) => p.source || "–" },
    { key: "file", header: t("data.file"), value: (p) => p.file, cell: (p) => p.file || "–" },
    {
      key: "remedy",
      header: t("data.quarantine.remedy"),
      cell: (p) => <span className={classes.quiet}>{reason(p.reason, "remedies")}</span>,
    },
  ];
  const link = (p: EventRefused) =>
    `/data/quarantine?${new URLSearchParams(
      Object.entries({ source: p.source, file: p.file, reason: p.reason }).filter(([, v]) => v),
    )}`;
  return (
    <Panel
      flush
      title={t("data.quarantine.total", { count: total })}
      text={t("data.quarantine.totalText")}
      actions={<ExportMenu href={(type) => address("/quarantine/parts/table", { format: type })} />}
    >
      <DataTable
        label={t("data.quarantine.why")}
        columns={columns}
        rows={parts}
        rowKey={(p) => `${p.source}/${p.file}/${p.reason}`}
        rowLink={link}
        sort="-rows"
        maxHeight={320}
      />
    </Panel>
  );
}
