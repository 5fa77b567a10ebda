// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import { address } from "@/api";
import type { UploadImport } from "@/api/generated";
import { useFormat, useT } from "@/lang";
import { type Column, DataTable, EmptyState, ExportMenu, Loaded, Panel } from "@/ui";
import classes from "../Data.module.css";
import { StateBadge } from "./StateBadge";
import { nameOf } from "./wire";

/** The imports so far, the newest first. */
export function Past({ query }: { query: UseInfiniteQueryResult<UploadImport[]> }) {
  const t = useT();
  const columns = useColumns();
  return (
    <Panel
      flush
      title={t("data.import.past")}
      text={t("data.import.pastText")}
      actions={
        query.data?.length ? (
          <ExportMenu href={(format) => address("/imports/table", { format })} />
        ) : undefined
      }
    >
      <Loaded
        query={query}
        isEmpty={(all) => all.length === 0}
        empty={<EmptyState title={t("data.import.none")} text={t("data.import.noneText")} />}
      >
        {(all) => (
          <>
            <DataTable
              label={t("data.import.past")}
              columns={columns}
              rows={all}
              rowKey={(i) => i.id}
              rowLink={(i) => `/data/import/${i.id}`}
              sort="-received"
            />
            {query.hasNextPage && (
              <div className={classes.more}>
                <Button
                  size="xs"
                  variant="default"
                  loading={query.isFetchingNextPage}
                  onClick={() => void query.fetchNextPage()}
                >
                  {t("data.import.older")}
                </Button>
              </div>
            )}
          </>
        )}
      </Loaded>
    </Panel>
  );
}

function useColumns(): Column<UploadImport>[] {
  const t = useT();
  const format = useFormat();
  const count = (key: "rows" | "events" | "quarantined"): Column<UploadImport> => ({
    key,
    header: t(`data.import.${key}`),
    align: "right",
    value: (i) => i.result?.[key] ?? i.progress?.[key],
    cell: (i) => format.value(i.result?.[key] ?? i.progress?.[key], "number"),
  });
  return [
    { key: "files", header: t("data.import.files"), value: nameOf, cell: (i) => nameOf(i) },
    {
      key: "state",
      header: t("data.import.state"),
      value: (i) => i.state,
      cell: (i) => <StateBadge of={i} />,
    },
    {
      key: "received",
      header: t("data.import.received"),
      value: (i) => i.received_at,
      cell: (i) => (
        <span className={classes.two}>
          {format.dateTime(i.received_at)}
          {i.by && <span className={classes.quiet}>{i.by}</span>}
        </span>
      ),
    },
    count("rows"),
    count("events"),
    count("quarantined"),
  ];
}
