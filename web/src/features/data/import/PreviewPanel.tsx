// SPDX-License-Identifier: Apache-2.0
import type { UseQueryResult } from "@tanstack/react-query";
import type { LoadDrafted, LoadPreview, LoadPreviewed, LoadRefusal } from "@/api/generated";
import { useFormat, useT } from "@/lang";
import { type Column, DataTable, EmptyState, Loaded, Panel } from "@/ui";
import shared from "../Data.module.css";
import { Facts } from "../Facts";
import { useReason } from "../useReason";
import { Values } from "../Values";
import classes from "./Import.module.css";

interface PreviewPanelProps {
  query: UseQueryResult<LoadPreview>;
  /** The mapping cannot be read as it is. */
  broken: boolean;
}

/** What the first rows would become; nothing is written yet. */
export function PreviewPanel({ query, broken }: PreviewPanelProps) {
  const t = useT();
  return (
    <Panel flush title={t("data.preview.title")} text={t("data.preview.text")}>
      {broken ? (
        <EmptyState title={t("data.preview.broken")} text={t("data.preview.brokenText")} />
      ) : (
        <Loaded query={query} lines={6}>
          {({ tables, skipped }) => (
            <>
              {(tables ?? []).map((table) => (
                <Table key={table.file} table={table} named={(tables ?? []).length > 1} />
              ))}
              {(skipped ?? []).map((file) => (
                <p key={file.file} className={classes.pad}>
                  {t("data.preview.skipped", { file: file.file })}
                </p>
              ))}
            </>
          )}
        </Loaded>
      )}
    </Panel>
  );
}

function Table({ table, named }: { table: LoadPreviewed; named: boolean }) {
  const t = useT();
  const format = useFormat();
  const refused = table.quarantined ?? [];
  const events = table.events ?? [];
  if (table.problem)
    return (
      <EmptyState
        tone="bad"
        title={t("data.preview.unreadable", { file: table.file })}
        text={table.problem}
      />
    );
  const span = table.first && table.last ? `${format.date(table.first)} – ${format.date(table.last)}` : "–";
  return (
    <div>
      {named && <h3 className={classes.sub}>{table.file}</h3>}
      <div className={classes.summary}>
        <Facts
          facts={[
            { name: t("data.preview.rows"), value: format.number(table.rows) },
            { name: t("data.preview.events"), value: format.number(table.total) },
            { name: t("data.preview.customers"), value: format.value(table.customers, "number") },
            { name: t("data.preview.span"), value: span },
            {
              name: t("data.preview.refused"),
              value: format.number(table.refused),
              tone: table.refused > 0 ? "warn" : undefined,
            },
          ]}
        />
        <Names names={table.names} />
      </div>
      {refused.length > 0 && <Refused rows={refused} file={table.file} all={table.refused} />}
      {events.length > 0 ? (
        <Events rows={events} file={table.file} />
      ) : (
        <EmptyState title={t("data.preview.nothing")} text={t("data.preview.nothingText")} />
      )}
    </div>
  );
}

/** Which events there would be, the most frequent first. */
function Names({ names }: { names: Record<string, number> }) {
  const t = useT();
  const format = useFormat();
  const all = Object.entries(names).sort((a, b) => b[1] - a[1]);
  const shown = all.slice(0, 12);
  return (
    <ul className={classes.chips} aria-label={t("data.preview.names")}>
      {shown.map(([name, events]) => (
        <li key={name} className={classes.chip}>
          {name} <b>{format.number(events)}</b>
        </li>
      ))}
      {all.length > shown.length && (
        <li className={classes.chip}>{t("data.preview.moreNames", { count: all.length - shown.length })}</li>
      )}
    </ul>
  );
}

function Events({ rows, file }: { rows: LoadDrafted[]; file: string }) {
  const t = useT();
  const format = useFormat();
  const keyed = rows.map((row, i) => ({ ...row, key: `${row.line}-${i}` }));
  const channels = rows.some((r) => r.channel);
  const columns: Column<(typeof keyed)[number]>[] = [
    { key: "line", header: t("data.line"), align: "right", cell: (r) => format.number(r.line), width: 64 },
    {
      key: "time",
      header: t("data.time"),
      cell: (r) => (r.undated ? t("data.undated") : format.dateTime(r.time)),
    },
    { key: "customer", header: t("data.customer"), cell: (r) => r.customer },
    { key: "event", header: t("data.event"), cell: (r) => r.event },
    ...(channels
      ? [{ key: "channel", header: t("data.channel"), cell: (r: LoadDrafted) => r.channel ?? "–" }]
      : []),
    { key: "properties", header: t("data.properties"), cell: (r) => <Values of={r.properties} /> },
    { key: "traits", header: t("data.traits"), cell: (r) => <Values of={r.traits} /> },
  ];
  return (
    <>
      <h3 className={classes.sub}>{t("data.preview.first")}</h3>
      <DataTable
        label={`${t("data.preview.first")}: ${file}`}
        columns={columns}
        rows={keyed}
        rowKey={(r) => r.key}
        maxHeight={360}
      />
    </>
  );
}

function Refused({ rows, file, all }: { rows: LoadRefusal[]; file: string; all: number }) {
  const t = useT();
  const format = useFormat();
  const reason = useReason();
  const columns: Column<LoadRefusal>[] = [
    { key: "line", header: t("data.line"), align: "right", cell: (r) => format.number(r.line), width: 64 },
    { key: "column", header: t("data.column"), align: "right", cell: (r) => r.column ?? "–", width: 72 },
    {
      key: "reason",
      header: t("data.reason"),
      cell: (r) => (
        <span className={shared.two}>
          {reason(r.reason)}
          <span className={shared.quiet}>{r.message}</span>
        </span>
      ),
    },
    { key: "raw", header: t("data.raw"), cell: (r) => <code className={shared.raw}>{r.raw}</code> },
  ];
  return (
    <>
      <h3 className={classes.sub}>{t("data.preview.wouldBeRefused", { count: all })}</h3>
      <DataTable
        label={`${t("data.preview.refused")}: ${file}`}
        columns={columns}
        rows={rows}
        rowKey={(r) => `${r.line}-${r.column}-${r.reason}`}
        maxHeight={280}
      />
    </>
  );
}
