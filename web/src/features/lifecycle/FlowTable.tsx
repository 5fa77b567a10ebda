// SPDX-License-Identifier: Apache-2.0
import { useT } from "@/lang";
import { type Column, DataTable, EmptyState, ExportMenu, Figure, Panel } from "@/ui";
import type { Flow } from "./lifecycleDocument";

interface FlowTableProps {
  flows: Flow[];
  titles: ReadonlyMap<string, string>;
  /** Who moved along a flow. */
  to: (flow: Flow) => string;
  /** The table as a file. */
  file: (format: "csv" | "xlsx") => string;
}

/** The flows between states as a table, to read and to take away. */
export function FlowTable({ flows, titles, to, file }: FlowTableProps) {
  const t = useT();
  const name = (state: string) => titles.get(state) ?? (state || t("lifecycle.none"));
  const columns: Column<Flow>[] = [
    { key: "from", header: t("lifecycle.from"), value: (f) => name(f.from) },
    { key: "to", header: t("lifecycle.to"), value: (f) => name(f.to) },
    {
      key: "times",
      header: t("lifecycle.times"),
      value: (f) => f.count,
      cell: (f) => <Figure of={{ value: f.count }} to={to(f)} />,
      align: "right",
    },
    {
      key: "customers",
      header: t("lifecycle.customers"),
      value: (f) => f.customers,
      cell: (f) => <Figure of={{ value: f.customers }} to={to(f)} />,
      align: "right",
    },
    {
      key: "share",
      header: t("lifecycle.share"),
      value: (f) => f.share?.value,
      cell: (f) => <Figure of={f.share} kind="percent" />,
      align: "right",
    },
  ];
  return (
    <Panel
      flush
      title={t("lifecycle.table")}
      text={t("lifecycle.tableText")}
      actions={flows.length > 0 && <ExportMenu href={file} />}
    >
      {flows.length === 0 ? (
        <EmptyState title={t("lifecycle.noFlows")} />
      ) : (
        <DataTable
          label={t("lifecycle.table")}
          columns={columns}
          rows={flows}
          rowKey={(f) => `${f.from}/${f.to}`}
          sort="-times"
        />
      )}
    </Panel>
  );
}
