// SPDX-License-Identifier: Apache-2.0
import { address } from "@/api";
import type { LoadFileResult } from "@/api/generated";
import { useFormat, useT } from "@/lang";
import { type Column, DataTable, ExportMenu, Panel } from "@/ui";
import classes from "../Data.module.css";
import { useReason } from "../useReason";

/** What became of each file. */
export function FileResults({ of, files }: { of: string; files: LoadFileResult[] }) {
  const t = useT();
  const format = useFormat();
  const reason = useReason();
  const why = (f: LoadFileResult) =>
    f.problem ??
    f.skipped ??
    Object.entries(f.reasons ?? {})
      .map(([name, rows]) => `${reason(name)}: ${format.number(rows)}`)
      .join(", ");
  const count = (
    key: "rows" | "events" | "answers" | "duplicates" | "quarantined",
  ): Column<LoadFileResult> => ({
    key,
    header: t(`data.import.${key}`),
    align: "right",
    value: (f) => f[key],
    cell: (f) => format.number(f[key]),
  });
  const columns: Column<LoadFileResult>[] = [
    {
      key: "file",
      header: t("data.file"),
      value: (f) => f.file,
      cell: (f) => (
        <span className={classes.two}>
          {f.file}
          <span className={classes.quiet}>{[f.format, f.encoding].filter(Boolean).join(", ")}</span>
        </span>
      ),
    },
    count("rows"),
    count("events"),
    count("answers"),
    count("duplicates"),
    count("quarantined"),
    { key: "note", header: t("data.reason"), value: why, cell: (f) => why(f) || "–" },
  ];
  return (
    <Panel
      flush
      title={t("data.outcome.files")}
      actions={<ExportMenu href={(format) => address(`/imports/${of}/table`, { format })} />}
    >
      <DataTable
        label={t("data.outcome.files")}
        columns={columns}
        rows={files}
        rowKey={(f) => f.file}
        sort="file"
      />
    </Panel>
  );
}
