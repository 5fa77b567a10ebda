// SPDX-License-Identifier: Apache-2.0
import { IconCircleCheck } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { address, keys } from "@/api";
import { listQuarantine } from "@/api/generated";
import { useT } from "@/lang";
import { useParam } from "@/lib/useFilter";
import { EmptyState, Loaded, Panel } from "@/ui";
import classes from "../Data.module.css";
import { Filters } from "./Filters";
import { Parts } from "./Parts";
import { Rows } from "./Rows";

/** What could not become an event: where, why, and what to do about it. */
export function Component() {
  const t = useT();
  const [source] = useParam("source");
  const [file] = useParam("file");
  const [reason] = useParam("reason");
  const [from] = useParam("import");
  const [text] = useParam("q");
  const query = {
    source: source || undefined,
    file: file || undefined,
    reason: reason || undefined,
    import: from || undefined,
    q: text || undefined,
  };
  const quarantine = useInfiniteQuery({
    queryKey: keys.quarantine(query),
    queryFn: ({ pageParam, signal }) =>
      listQuarantine({ query: { ...query, before: pageParam || undefined, limit: 100 }, signal }),
    initialPageParam: 0,
    getNextPageParam: (last) => last.next,
    select: ({ pages }) => ({
      total: pages[0]?.total ?? 0,
      parts: pages[0]?.parts ?? [],
      rows: pages.flatMap((page) => page.rows ?? []),
    }),
    placeholderData: keepPreviousData,
  });
  const filtered = Object.values(query).some(Boolean);
  return (
    <div className={classes.stack}>
      <p className={classes.note}>{t("data.quarantine.text")}</p>
      <Loaded
        query={quarantine}
        lines={8}
        isEmpty={(q) => q.total === 0 && !filtered}
        empty={
          <Panel>
            <EmptyState
              icon={<IconCircleCheck size={20} stroke={1.6} />}
              title={t("data.quarantine.empty")}
              text={t("data.quarantine.emptyText")}
            />
          </Panel>
        }
      >
        {({ total, parts, rows }) => (
          <div className={classes.stack}>
            <Parts parts={parts} total={total} />
            <Rows
              rows={rows}
              filters={<Filters parts={parts} />}
              file={(format) => address("/quarantine/table", { ...query, format })}
              more={
                quarantine.hasNextPage
                  ? { load: () => void quarantine.fetchNextPage(), loading: quarantine.isFetchingNextPage }
                  : undefined
              }
            />
          </div>
        )}
      </Loaded>
    </div>
  );
}
