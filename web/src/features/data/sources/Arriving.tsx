// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { IconDatabase } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { address, keys, useMay } from "@/api";
import { type EventOverview, type EventSource, listQuarantine, overviewEvents } from "@/api/generated";
import { useFormat, useT } from "@/lang";
import { type Column, DataTable, EmptyState, ExportMenu, Loaded, Panel } from "@/ui";
import classes from "../Data.module.css";
import { Facts } from "../Facts";

/** What has arrived so far, source by source. */
export function Arriving() {
  const t = useT();
  const mayImport = useMay("import-data");
  const mayRead = useMay("read-customers");
  const overview = useQuery({
    queryKey: keys.events("overview"),
    queryFn: ({ signal }) => overviewEvents({ signal }),
  });
  const quarantine = useQuery({
    queryKey: keys.quarantine({ limit: 1 }),
    queryFn: ({ signal }) => listQuarantine({ query: { limit: 1 }, signal }),
    enabled: mayRead,
  });
  const refused = new Map<string, number>();
  for (const part of quarantine.data?.parts ?? [])
    refused.set(part.source, (refused.get(part.source) ?? 0) + part.rows);
  const columns = useColumns(quarantine.data ? refused : null);
  const rows = rowsOf(overview.data, refused);
  return (
    <Panel
      flush
      title={t("data.sources.title")}
      text={t("data.sources.text")}
      actions={
        rows.length > 0 && <ExportMenu href={(format) => address("/events/sources/table", { format })} />
      }
    >
      <Loaded
        query={overview}
        isEmpty={(o) => o.events === 0 && rows.length === 0}
        empty={
          <EmptyState
            icon={<IconDatabase size={20} stroke={1.6} />}
            title={t("data.sources.empty")}
            text={t("data.sources.emptyText")}
            action={
              mayImport && (
                <Button component={Link} to="/data/import" size="xs">
                  {t("data.sources.import")}
                </Button>
              )
            }
          />
        }
      >
        {(o) => (
          <>
            <Totals of={o} />
            <DataTable
              label={t("data.sources.title")}
              columns={columns}
              rows={rows}
              rowKey={(s) => s.source}
              rowLink={(s) => `/data/events?source=${encodeURIComponent(s.source)}`}
              sort="-events"
            />
          </>
        )}
      </Loaded>
    </Panel>
  );
}

/** Sources with events, and those of which all was refused. */
function rowsOf(o: EventOverview | undefined, refused: ReadonlyMap<string, number>): EventSource[] {
  const rows = [...(o?.sources ?? [])];
  for (const source of refused.keys())
    if (!rows.some((r) => r.source === source)) rows.push({ source, events: 0, first: "", last: "" });
  return rows;
}

function Totals({ of }: { of: EventOverview }) {
  const t = useT();
  const format = useFormat();
  return (
    <div className={classes.inset}>
      <Facts
        facts={[
          { name: t("data.sources.events"), value: format.number(of.events) },
          { name: t("data.sources.customers"), value: format.number(of.customers) },
          { name: t("data.sources.names"), value: format.number((of.names ?? []).length) },
          { name: t("data.sources.lastEvent"), value: of.last ? format.relative(of.last) : "–" },
        ]}
      />
    </div>
  );
}

function useColumns(refused: ReadonlyMap<string, number> | null): Column<EventSource>[] {
  const t = useT();
  const format = useFormat();
  const share = (s: EventSource) => {
    const rows = refused?.get(s.source) ?? 0;
    return s.events + rows > 0 ? rows / (s.events + rows) : 0;
  };
  const day = (at: string) => (at ? format.date(at) : "–");
  return [
    { key: "source", header: t("data.source"), value: (s) => s.source, cell: (s) => s.source },
    {
      key: "events",
      header: t("data.sources.events"),
      align: "right",
      value: (s) => s.events,
      cell: (s) => format.number(s.events),
    },
    { key: "first", header: t("data.sources.first"), value: (s) => s.first, cell: (s) => day(s.first) },
    {
      key: "last",
      header: t("data.sources.last"),
      value: (s) => s.last,
      cell: (s) => (
        <span className={classes.two}>
          {day(s.last)}
          {s.last && <span className={classes.quiet}>{format.relative(s.last)}</span>}
        </span>
      ),
    },
    ...(refused
      ? [
          {
            key: "quarantined",
            header: t("data.sources.quarantined"),
            align: "right" as const,
            value: share,
            cell: (s: EventSource) =>
              refused.get(s.source) ? (
                <Link
                  className={classes.above}
                  to={`/data/quarantine?source=${encodeURIComponent(s.source)}`}
                >
                  {format.percent(share(s))} ({format.number(refused.get(s.source) ?? 0)})
                </Link>
              ) : (
                "0"
              ),
          },
        ]
      : []),
  ];
}
