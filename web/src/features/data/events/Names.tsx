// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { IconDatabase } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, useLocation } from "react-router";
import { address, keys, useMay } from "@/api";
import { type EventName, type EventOverview, overviewEvents } from "@/api/generated";
import { useFormat, useT } from "@/lang";
import { type Column, DataTable, EmptyState, ExportMenu, Loaded, Panel } from "@/ui";
import type { Part } from "./part";
import { Span } from "./Span";

/** The names of events, each with how many there are, of how many customers, and when. */
export function Names({ part, source }: { part: Part; source: string }) {
  const t = useT();
  const mayImport = useMay("import-data");
  const { search } = useLocation();
  const overview = useQuery({
    queryKey: keys.events("overview", part),
    queryFn: ({ signal }) => overviewEvents({ query: part, signal }),
    placeholderData: keepPreviousData,
  });
  const columns = useColumns(overview.data);
  const rows = overview.data?.names ?? [];
  const filtered = Boolean(part.from || part.to || part.segment || source);
  const open = (name: string) => {
    const query = new URLSearchParams(search);
    query.set("name", name);
    query.delete("sort");
    return `/data/events?${query}`;
  };
  return (
    <Panel
      flush
      title={t("data.events.names")}
      text={overview.data ? t("data.events.namesText", totalsOf(overview.data)) : undefined}
      actions={
        rows.length > 0 && (
          <ExportMenu href={(format) => address("/events/names/table", { ...part, format })} />
        )
      }
    >
      <Loaded
        query={overview}
        lines={8}
        isEmpty={(o) => o.events === 0}
        empty={
          filtered ? (
            <EmptyState title={t("data.events.noneHere")} text={t("data.events.noneHereText")} />
          ) : (
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
          )
        }
      >
        {() => (
          <DataTable
            label={t("data.events.names")}
            columns={columns}
            rows={rows}
            rowKey={(n) => n.name}
            rowLink={(n) => open(n.name)}
            sort="-events"
            maxHeight={480}
          />
        )}
      </Loaded>
    </Panel>
  );
}

const totalsOf = (o: EventOverview) => ({
  count: o.events,
  customers: o.customers,
});

function useColumns(o: EventOverview | undefined): Column<EventName>[] {
  const t = useT();
  const format = useFormat();
  return [
    { key: "name", header: t("data.event"), value: (n) => n.name, cell: (n) => n.name },
    {
      key: "events",
      header: t("data.sources.events"),
      align: "right",
      value: (n) => n.events,
      cell: (n) => format.number(n.events),
    },
    {
      key: "customers",
      header: t("data.sources.customers"),
      align: "right",
      value: (n) => n.customers,
      cell: (n) => format.number(n.customers),
    },
    {
      key: "first",
      header: t("data.sources.first"),
      value: (n) => n.first,
      cell: (n) => format.date(n.first),
    },
    { key: "last", header: t("data.sources.last"), value: (n) => n.last, cell: (n) => format.date(n.last) },
    {
      key: "span",
      header: t("data.events.span"),
      cell: (n) => <Span first={n.first} last={n.last} from={o?.first ?? n.first} to={o?.last ?? n.last} />,
      width: 136,
    },
  ];
}
