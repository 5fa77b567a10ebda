// SPDX-License-Identifier: Apache-2.0
import { Button, NativeSelect } from "@mantine/core";
import { IconAbacus, IconRoute } from "@tabler/icons-react";
import { useQueries, useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { useMay } from "@/api";
import { listCounts } from "@/api/generated";
import { journeysQuery } from "@/api/lists";
import { useT } from "@/lang";
import { useParam } from "@/lib/useFilter";
import { EmptyState, Loaded, Panel } from "@/ui";
import classes from "../Data.module.css";
import { countsKey } from "./CountCell";
import { CountTable } from "./CountTable";

const countsQuery = (journey: string) => ({
  queryKey: [...countsKey, journey] as const,
  queryFn: ({ signal }: { signal: AbortSignal }) => listCounts({ query: { journey }, signal }),
});

/** How many journeys are looked through for one that is counted by hand. */
const looked = 20;

/** Volumes that people count where nothing is recorded. */
export function Component() {
  const t = useT();
  const mayEdit = useMay("edit-journeys");
  const journeys = useQuery(journeysQuery);
  const [chosen, choose] = useParam("journey");
  const all = (journeys.data ?? []).filter((j) => j.state !== "to-be");
  const asked = useQueries({
    queries: chosen ? [] : all.slice(0, looked).map((j) => countsQuery(j.id)),
    combine: (results) => ({
      first: results.find((r) => r.data?.steps?.some((s) => s.asked))?.data?.journey,
      isPending: results.some((r) => r.isPending),
    }),
  });
  const journey = chosen || asked.first || (asked.isPending ? "" : (all[0]?.id ?? ""));
  const counts = useQuery({ ...countsQuery(journey), enabled: journey !== "" });
  return (
    <Loaded
      query={journeys}
      isEmpty={() => all.length === 0}
      empty={
        <Panel>
          <EmptyState
            icon={<IconRoute size={20} stroke={1.6} />}
            title={t("data.counts.noJourney")}
            text={t("data.counts.noJourneyText")}
            action={
              mayEdit && (
                <Button component={Link} to="/journeys/new" size="xs">
                  {t("data.counts.newJourney")}
                </Button>
              )
            }
          />
        </Panel>
      }
    >
      {() => (
        <div className={classes.stack}>
          <p className={classes.note}>{t("data.counts.text")}</p>
          <div className={classes.filters}>
            <NativeSelect
              size="xs"
              aria-label={t("data.counts.journey")}
              value={journey}
              onChange={(e) => choose(e.currentTarget.value)}
              data={all.map((j) => ({ value: j.id, label: j.title }))}
            />
          </div>
          <Loaded
            query={counts}
            lines={8}
            isEmpty={(c) => (c.steps ?? []).length === 0}
            empty={
              <Panel>
                <EmptyState
                  icon={<IconAbacus size={20} stroke={1.6} />}
                  title={t("data.counts.nothing")}
                  text={t("data.counts.nothingText")}
                  action={
                    <Button
                      component={Link}
                      to={`/journeys/${encodeURIComponent(journey)}`}
                      size="xs"
                      variant="default"
                    >
                      {t("data.counts.openJourney")}
                    </Button>
                  }
                />
              </Panel>
            }
          >
            {(c) => <CountTable key={c.journey} of={c} />}
          </Loaded>
        </div>
      )}
    </Loaded>
  );
}
