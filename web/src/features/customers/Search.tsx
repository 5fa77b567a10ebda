// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { IconUserSearch, IconUsers } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { address, keys, useMay } from "@/api";
import { type AskKnown, listCustomers } from "@/api/generated";
import { useFormat, useT } from "@/lang";
import { useParam } from "@/lib/useFilter";
import { type Column, DataTable, EmptyState, ExportMenu, Loaded, Panel } from "@/ui";
import classes from "./Customers.module.css";

/** The customers that a search finds, those who came last first. */
export function Search() {
  const t = useT();
  const format = useFormat();
  const [q] = useParam("q");
  const [segment] = useParam("segment");
  const sought = { q: q || undefined, segment: segment || undefined };
  const mayExport = useMay("export-customers");
  const query = useInfiniteQuery({
    queryKey: keys.customers(sought),
    queryFn: ({ pageParam, signal }) => listCustomers({ query: { ...sought, after: pageParam }, signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next || undefined,
    placeholderData: keepPreviousData,
  });
  const columns: Column<AskKnown>[] = [
    {
      key: "customer",
      header: t("customers.customer"),
      value: (c) => c.customer,
      cell: (c) => <span className={classes.id}>{c.customer}</span>,
    },
    { key: "name", header: t("customers.name"), value: (c) => c.name },
    { key: "email", header: t("customers.email"), value: (c) => c.email },
    {
      key: "events",
      header: t("customers.events"),
      value: (c) => c.events,
      cell: (c) => format.number(c.events),
      align: "right",
    },
    {
      key: "first",
      header: t("customers.first"),
      value: (c) => c.first,
      cell: (c) => <time dateTime={c.first}>{format.date(c.first)}</time>,
    },
    {
      key: "last",
      header: t("customers.last"),
      value: (c) => c.last,
      cell: (c) => (
        <time dateTime={c.last} title={format.dateTime(c.last)}>
          {format.relative(c.last)}
        </time>
      ),
    },
  ];
  return (
    <Panel
      flush
      title={t("nav.customers")}
      actions={
        mayExport && <ExportMenu href={(type) => address("/customers/table", { ...sought, format: type })} />
      }
    >
      <Loaded
        query={query}
        lines={10}
        isEmpty={(data) => !data.pages[0]?.customers?.length}
        empty={q || segment ? <Nobody /> : <NoCustomers />}
      >
        {(data) => {
          const rows = data.pages.flatMap((p) => p.customers ?? []);
          return (
            <>
              <DataTable
                label={t("customers.title")}
                columns={withoutEmpty(columns, rows)}
                rows={rows}
                rowKey={(c) => c.customer}
                rowLink={(c) => `/customers/${encodeURIComponent(c.customer)}`}
              />
              <footer className={classes.more}>
                <span>{t("customers.shown", { count: rows.length })}</span>
                {query.hasNextPage && (
                  <Button
                    size="xs"
                    variant="default"
                    loading={query.isFetchingNextPage}
                    onClick={() => void query.fetchNextPage()}
                  >
                    {t("customers.more")}
                  </Button>
                )}
              </footer>
            </>
          );
        }}
      </Loaded>
    </Panel>
  );
}

/** Where nobody has a name or an address, there is no column for it. */
function withoutEmpty(columns: Column<AskKnown>[], rows: AskKnown[]): Column<AskKnown>[] {
  return columns.filter(
    (c) => (c.key !== "name" && c.key !== "email") || rows.some((row) => Boolean(c.value?.(row))),
  );
}

function Nobody() {
  const t = useT();
  return (
    <EmptyState
      icon={<IconUserSearch size={20} stroke={1.6} />}
      title={t("customers.none")}
      text={t("customers.noneText")}
    />
  );
}

function NoCustomers() {
  const t = useT();
  return (
    <EmptyState
      icon={<IconUsers size={20} stroke={1.6} />}
      title={t("customers.empty")}
      text={t("customers.emptyText")}
      action={
        <Button component={Link} to="/data/import" size="xs">
          {t("customers.import")}
        </Button>
      }
    />
  );
}
