// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { address, keys, send, useMay } from "@/api";
import type { AskStanding } from "@/api/generated";
import { useFormat, useT } from "@/lang";
import { type Column, DataTable, EmptyState, ExportMenu, Loaded, Panel } from "@/ui";
import { BehindWords } from "./BehindWords";
import { lengthOf } from "./blocks";
import classes from "./Customers.module.css";
import { OutcomeMark } from "./OutcomeMark";
import { asked, type Terms } from "./standingTerms";
import { type Instance, outcomeOf } from "./wire";

/** The instances that stand behind a number, and whose they are. */
export function Behind({ terms }: { terms: Terms }) {
  const question = terms.question ? `${terms.question}/customers` : "customers";
  const wanted = asked(terms);
  const query = useInfiniteQuery({
    queryKey: keys.question(question, wanted),
    queryFn: ({ pageParam, signal }) =>
      send<AskStanding>("GET", `/questions/${question}`, { query: { ...wanted, after: pageParam }, signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next || undefined,
    placeholderData: keepPreviousData,
    retry: false,
  });
  return (
    <Loaded query={query} lines={10}>
      {(data) => {
        const first = data.pages[0] as AskStanding;
        const rows = data.pages.flatMap((p) => p.instances ?? []);
        return (
          <>
            <BehindWords standing={first} terms={terms} />
            <Rows
              rows={rows}
              standing={first}
              more={query.hasNextPage ? () => void query.fetchNextPage() : undefined}
              loading={query.isFetchingNextPage}
              file={(format) => address(`/questions/${question}/table`, { ...wanted, format })}
            />
          </>
        );
      }}
    </Loaded>
  );
}

interface RowsProps {
  rows: Instance[];
  standing: AskStanding;
  more?: () => void;
  loading: boolean;
  /** All of them, as a file. */
  file: (format: "csv" | "xlsx") => string;
}

function Rows({ rows, standing, more, loading, file }: RowsProps) {
  const t = useT();
  const mayExport = useMay("export-customers");
  const columns = useColumns(standing, rows);
  if (standing.n === 0)
    return (
      <Panel>
        <EmptyState
          icon={<IconUsers size={20} stroke={1.6} />}
          title={t("customers.behind.none")}
          text={t("customers.behind.noneText")}
          action={
            <Button component={Link} to="/customers" size="xs" variant="default">
              {t("customers.behind.clear")}
            </Button>
          }
        />
      </Panel>
    );
  return (
    <Panel
      flush
      title={t(`customers.behind.${standing.per === "customer" ? "customers" : "instances"}`, {
        count: standing.n,
      })}
      text={standing.per === "customer" ? t("customers.behind.eachOnce") : undefined}
      actions={mayExport && <ExportMenu href={file} />}
    >
      <DataTable
        label={t("customers.title")}
        columns={columns}
        rows={rows}
        rowKey={(r) => `${r.customer}#${r.instance}`}
        rowLink={(r) =>
          `/customers/${encodeURIComponent(r.customer)}${standing.about.journey ? `?journey=${standing.about.journey}` : ""}`
        }
      />
      <footer className={classes.more}>
        <span>{t("customers.shown", { count: rows.length })}</span>
        {more && (
          <Button size="xs" variant="default" loading={loading} onClick={more}>
            {t("customers.more")}
          </Button>
        )}
      </footer>
    </Panel>
  );
}

function useColumns(standing: AskStanding, rows: Instance[]): Column<Instance>[] {
  const t = useT();
  const format = useFormat();
  const { as_of } = standing.about;
  const columns: Column<Instance>[] = [
    {
      key: "customer",
      header: t("customers.customer"),
      value: (r) => r.customer,
      cell: (r) => <span className={classes.id}>{r.customer}</span>,
    },
    {
      key: "instance",
      header: t("customers.behind.instance"),
      value: (r) => r.instance,
      cell: (r) => (
        <span title={t("customers.behind.instanceText")}>
          {t("customers.ordinal", { count: r.instance })}
        </span>
      ),
    },
    { key: "value", header: t("customers.behind.value"), value: (r) => r.value },
    {
      key: "start",
      header: t("customers.behind.start"),
      value: (r) => r.start,
      cell: (r) => <time dateTime={r.start}>{format.dateTime(r.start)}</time>,
    },
    {
      key: "lasted",
      header: t("customers.behind.lasted"),
      value: (r) => lengthOf(r, as_of),
      cell: (r) => format.duration(lengthOf(r, as_of)),
      align: "right",
    },
    {
      key: "outcome",
      header: t("customers.behind.outcome"),
      value: (r) => t(`customers.outcome.${outcomeOf(r)}`),
      cell: (r) => <OutcomeMark outcome={outcomeOf(r)} />,
    },
    { key: "at", header: t("customers.behind.at"), value: (r) => r.at_title || r.at },
    { key: "visits", header: t("customers.behind.visits"), value: (r) => r.visits, align: "right" },
  ];
  return columns.filter((c) => c.key !== "value" || rows.some((r) => r.value));
}
