// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { address, keys } from "@/api";
import { type Entry, listAudit } from "@/api/generated";
import { type Key, useFormat, useT } from "@/lang";
import { en } from "@/lang/en";
import { type Column, DataTable, ExportMenu, Loaded, Panel } from "@/ui";
import classes from "./Settings.module.css";

/** Who did what, the newest first. */
export function Component() {
  const t = useT();
  const columns = useColumns();
  const audit = useInfiniteQuery({
    queryKey: keys.audit(),
    queryFn: ({ pageParam, signal }) => listAudit({ query: { before: pageParam || undefined }, signal }),
    initialPageParam: 0,
    getNextPageParam: (last) => last.next,
    select: (data) => data.pages.flatMap((page) => page.entries ?? []),
  });
  return (
    <Panel
      flush
      title={t("settings.audit.name")}
      text={t("settings.audit.text")}
      actions={<ExportMenu href={(format) => address("/audit/table", { format })} />}
    >
      <Loaded query={audit} lines={8}>
        {(entries) => (
          <>
            <DataTable
              label={t("settings.audit.name")}
              columns={columns}
              rows={entries}
              rowKey={(e) => String(e.number)}
              sort="-at"
            />
            {audit.hasNextPage && (
              <div className={classes.more}>
                <Button
                  size="xs"
                  variant="default"
                  loading={audit.isFetchingNextPage}
                  onClick={() => void audit.fetchNextPage()}
                >
                  {t("settings.audit.older")}
                </Button>
              </div>
            )}
          </>
        )}
      </Loaded>
    </Panel>
  );
}

function useColumns(): Column<Entry>[] {
  const t = useT();
  const format = useFormat();
  // What the server did is named noun.verb; a name we have no words for is shown as it is.
  const words = (did: string) => {
    const names = [did.replaceAll(".", "-"), did.split(".").at(-1) ?? did];
    const key = names.find((name) => name in en.settings.did);
    return key ? (t as (path: Key) => string)(`settings.did.${key}` as Key) : did;
  };
  return [
    {
      key: "at",
      header: t("settings.audit.at"),
      value: (e) => e.at,
      cell: (e) => format.dateTime(e.at),
      width: 170,
    },
    {
      key: "by",
      header: t("settings.audit.by"),
      value: (e) => e.by_name,
      cell: (e) => e.by_name || t("settings.audit.server"),
    },
    {
      key: "did",
      header: t("settings.audit.did"),
      value: (e) => e.did,
      cell: (e) => (
        <span className={classes.two}>
          <span>{words(e.did)}</span>
          {e.detail && <span className={classes.quiet}>{e.detail}</span>}
        </span>
      ),
    },
    { key: "on", header: t("settings.audit.on"), value: (e) => e.on, cell: (e) => nameOf(e.on) },
    { key: "from", header: t("settings.audit.from"), value: (e) => e.from },
  ];
}

/** What people know by its name is named; of the rest the kind says enough, for its name stands in the detail. */
function nameOf(on: string): string {
  const [kind = "", id = ""] = on.split(/:(.*)/);
  return ["token", "workspace", "session"].includes(kind) ? kind : id;
}
