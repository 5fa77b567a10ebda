// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { type JourneySummary, journeysQuery } from "@/api/lists";
import { useFormat, useT } from "@/lang";
import { type Column, DataTable, Panel, PhaseStrip } from "@/ui";
import classes from "./Home.module.css";

const most = 6;

/** The journeys that were changed last. Without any, the panel above says what to do. */
export function Recent() {
  const t = useT();
  const format = useFormat();
  const { data = [] } = useQuery(journeysQuery);
  if (data.length === 0) return null;
  const recent = data
    .filter((j) => j.status !== "archived")
    .sort((a, b) => b.updated_at.localeCompare(a.updated_at))
    .slice(0, most);
  const columns: Column<JourneySummary>[] = [
    { key: "title", header: t("home.recent.journey"), cell: (j) => j.title, width: "34%" },
    {
      key: "phases",
      header: t("home.recent.phases"),
      cell: (j) => <PhaseStrip phases={j.phases} />,
      width: "26%",
    },
    { key: "steps", header: t("home.recent.steps"), align: "right", cell: (j) => format.number(j.steps) },
    {
      key: "owner",
      header: t("home.recent.owner"),
      cell: (j) => j.owner || <span className={classes.quiet}>{t("common.none")}</span>,
    },
    {
      key: "version",
      header: t("home.recent.version"),
      cell: (j) =>
        j.version > 0
          ? `${j.version}${j.draft ? ` + ${t("home.recent.draft")}` : ""}`
          : t("home.recent.draft"),
    },
    { key: "updated", header: t("home.recent.changed"), cell: (j) => format.relative(j.updated_at) },
  ];
  return (
    <Panel flush title={t("home.recent.name")} actions={<Link to="/journeys">{t("home.recent.all")}</Link>}>
      <DataTable
        label={t("home.recent.name")}
        columns={columns}
        rows={recent}
        rowKey={(j) => j.id}
        rowLink={(j) => `/journeys/${j.id}`}
      />
    </Panel>
  );
}
