// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useMay } from "@/api";
import type { QuarantinedRow } from "@/api/generated";
import { useFormat, useT } from "@/lang";
import { type Column, DataTable, EmptyState, ExportMenu, Panel } from "@/ui";
import classes from "../Data.module.css";
import { useReason } from "../useReason";

interface RowsProps {
  rows: QuarantinedRow[];
  filters: ReactNode;
  /** All of them, as a file. */
  file: (format: "csv" | "xlsx") => string;
  more?: { load: () => void; loading: boolean };
}

/** The rows that are kept aside, as they came. */
export function Rows({ rows, filters, file, more }: RowsProps) {
  const t = useT();
  const mayExport = useMay("export-customers");
  const columns = useColumns();
  return (
    <Panel
      flush
      title={t("data.quarantine.list")}
      text={t("data.quarantine.listText")}
      actions={
        <>
          {filters}
          {mayExport && <ExportMenu href={file} />}
        </>
      }
    >
      {rows.length === 0 ? (
        <EmptyState title={t("data.quarantine.noneHere")} text={t("data.events.noneHereText")} />
      ) : (
        <DataTable
          label={t("data.quarantine.list")}
          columns={columns}
          rows={rows}
          rowKey={(r) => String(r.id)}
          sortParam="rows"
        />
      )}
      {more && (
        <div className={classes.more}>
          <Button size="xs" variant="default" loading={more.loading} onClick={more.load}>
            {t("data.quarantine.older")}
          </Button>
        </div>
      )}
    </Panel>
  );
}

function useColumns(): Column<QuarantinedRow>[] {
  const t = useT();
  const format = useFormat();
  const reason = useReason();
  return [
    {
      key: "reason",
      header: t("data.reason"),
      value: (r) => r.reason,
      cell: (r) => (
        <span className={classes.two}>
          {reason(r.reason)}
          <span className={classes.quiet}>{r.message}</span>
        </span>
      ),
    },
    {
      key: "file",
      header: t("data.quarantine.where"),
      value: (r) => r.file || r.source,
      cell: (r) => (
        <span className={classes.two}>
          {r.file || r.source}
          <span className={classes.quiet}>{placeOf(r, t)}</span>
        </span>
      ),
    },
    { key: "line", header: t("data.line"), align: "right", value: (r) => r.line ?? null },
    { key: "column", header: t("data.column"), align: "right", value: (r) => r.column ?? null },
    {
      key: "raw",
      header: t("data.raw"),
      value: (r) => r.raw,
      cell: (r) => (
        <code className={classes.raw} title={r.raw}>
          {r.raw}
        </code>
      ),
    },
    { key: "at", header: t("data.quarantine.at"), value: (r) => r.at, cell: (r) => format.dateTime(r.at) },
  ];
}

function placeOf(r: QuarantinedRow, t: ReturnType<typeof useT>): string {
  return r.file && r.source && r.source !== r.file ? t("data.quarantine.ofSource", { source: r.source }) : "";
}
