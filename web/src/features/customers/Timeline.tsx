// SPDX-License-Identifier: Apache-2.0
import { Button, Select } from "@mantine/core";
import { IconTimeline } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { keys } from "@/api";
import { type AskProfile, readTimeline } from "@/api/generated";
import { useT } from "@/lang";
import { useParam } from "@/lib/useFilter";
import { EmptyState, Loaded, Panel } from "@/ui";
import { BlockView } from "./BlockView";
import { blocksOf } from "./blocks";
import classes from "./Timeline.module.css";

/** What a customer did and said, the newest first, gathered by instance. */
export function Timeline({ profile }: { profile: AskProfile }) {
  const t = useT();
  const [journey, setJourney] = useParam("journey");
  const { customer } = profile;
  const journeys = profile.journeys ?? [];
  const query = useInfiniteQuery({
    queryKey: [...keys.customer(customer, "timeline"), journey],
    queryFn: ({ pageParam, signal }) =>
      readTimeline({ path: { id: customer }, query: { journey, before: pageParam, limit: 100 }, signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next || undefined,
    placeholderData: keepPreviousData,
  });
  return (
    <div className={classes.timeline}>
      <Panel
        title={t("customers.page.timeline")}
        text={t("customers.page.timelineText")}
        actions={
          journeys.length > 0 && (
            <Select
              size="xs"
              w={240}
              aria-label={t("customers.page.journey")}
              placeholder={t("customers.page.anyJourney")}
              data={journeys.map((j) => ({ value: j.journey, label: j.title || j.journey }))}
              value={journey || null}
              onChange={(value) => setJourney(value ?? "")}
              clearable
            />
          )
        }
      >
        <Loaded
          query={query}
          lines={10}
          isEmpty={(data) => !data.pages[0]?.events?.length}
          empty={
            <EmptyState
              icon={<IconTimeline size={20} stroke={1.6} />}
              title={t("customers.page.noEvents")}
              text={t("customers.page.noEventsText")}
            />
          }
        >
          {(data) => {
            const events = data.pages.flatMap((p) => p.events ?? []);
            return (
              <>
                {blocksOf({ events, journeys }, journey).map((block) => (
                  <BlockView key={block.key} block={block} now={profile.as_of} />
                ))}
                {query.hasNextPage && (
                  <Button
                    size="xs"
                    variant="default"
                    className={classes.more}
                    loading={query.isFetchingNextPage}
                    onClick={() => void query.fetchNextPage()}
                  >
                    {t("customers.more")}
                  </Button>
                )}
              </>
            );
          }}
        </Loaded>
      </Panel>
    </div>
  );
}
