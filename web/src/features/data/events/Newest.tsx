// SPDX-License-Identifier: Apache-2.0
import { Button, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { address, keys, useMay } from "@/api";
import { type AskHappening, listEvents } from "@/api/generated";
import { useFormat, useT } from "@/lang";
import { useParam } from "@/lib/useFilter";
import { type Column, DataTable, EmptyState, ExportMenu, Loaded, Panel } from "@/ui";
import shared from "../Data.module.css";
import { Values } from "../Values";
import classes from "./Events.module.css";
import type { Part } from "./part";

/** The events that came last, a page at a time. */
export function Newest({ part, name }: { part: Part; name: string }) {
  const t = useT();
  const [customer, setCustomer] = useParam("customer");
  const mayExport = useMay("export-customers");
  const query = { ...part, name: name ? [name] : undefined, customer: customer || undefined };
  const events = useInfiniteQuery({
    queryKey: keys.events("newest", query),
    queryFn: ({ pageParam, signal }) =>
      listEvents({ query: { ...query, before: pageParam || undefined, limit: 50 }, signal }),
    initialPageParam: 0,
    getNextPageParam: (last) => last.next,
    select: (data) => data.pages.flatMap((page) => page.events ?? []),
    placeholderData: keepPreviousData,
  });
  const columns = useColumns(!name);
  return (
    <Panel
      flush
      title={t("data.events.newest")}
      text={t("data.events.newestText")}
      actions={
        <>
          <CustomerFilter value={customer} onChange={setCustomer} />
          {mayExport && <ExportMenu href={(format) => address("/events/table", { ...query, format })} />}
        </>
      }
    >
      <Loaded
        query={events}
        lines={8}
        isEmpty={(all) => all.length === 0}
        empty={<EmptyState title={t("data.events.noneHere")} text={t("data.events.noneHereText")} />}
      >
        {(all) => (
          <>
            <DataTable
              label={t("data.events.newest")}
              columns={columns}
              rows={all}
              rowKey={(e) => String(e.position)}
              sortParam="newest"
            />
            {events.hasNextPage && (
              <div className={shared.more}>
                <Button
                  size="xs"
                  variant="default"
                  loading={events.isFetchingNextPage}
                  onClick={() => void events.fetchNextPage()}
                >
                  {t("data.events.older")}
                </Button>
              </div>
            )}
          </>
        )}
      </Loaded>
    </Panel>
  );
}

/** Only one customer's events; Enter asks. */
function CustomerFilter({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useT();
  return (
    <form
      onSubmit={(e) => {
        e.preventDefault();
        onChange(String(new FormData(e.currentTarget).get("customer") ?? "").trim());
      }}
    >
      <TextInput
        key={value}
        name="customer"
        size="xs"
        className={classes.field}
        aria-label={t("data.events.customerFilter")}
        placeholder={t("data.events.customerFilter")}
        leftSection={<IconSearch size={14} stroke={1.6} />}
        defaultValue={value}
        onBlur={(e) => e.currentTarget.value.trim() !== value && onChange(e.currentTarget.value.trim())}
      />
    </form>
  );
}

function useColumns(named: boolean): Column<AskHappening>[] {
  const t = useT();
  const format = useFormat();
  return [
    {
      key: "time",
      header: t("data.time"),
      value: (e) => e.time,
      cell: (e) => (e.undated ? t("data.undated") : format.dateTime(e.time)),
      width: 170,
    },
    ...(named ? [{ key: "event", header: t("data.event"), value: (e: AskHappening) => e.event }] : []),
    {
      key: "customer",
      header: t("data.customer"),
      value: (e) => e.customer,
      cell: (e) =>
        e.customer ? <Link to={`/customers/${encodeURIComponent(e.customer)}`}>{e.customer}</Link> : "–",
    },
    { key: "channel", header: t("data.channel"), value: (e) => e.channel, cell: (e) => e.channel ?? "–" },
    { key: "source", header: t("data.source"), value: (e) => e.source },
    { key: "properties", header: t("data.properties"), cell: (e) => <Values of={e.properties} /> },
  ];
}
