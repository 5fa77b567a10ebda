// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { IconRoute } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ComponentType, lazy, Suspense, useEffect } from "react";
import { Link, useParams, useSearchParams } from "react-router";
import { journeysQuery } from "@/api/lists";
import "@/charts/palette.css";
import { useT } from "@/lang";
import { EmptyState, ErrorState, FilterBar, Lines, Page, PageHeader, Panel } from "@/ui";
import { Compare } from "./Compare";
import { Conditions } from "./Conditions";
import { HereProvider, useHere } from "./here";
import { SubjectPicker } from "./SubjectPicker";
import { Tabs } from "./Tabs";
import { writeSubject } from "./terms";
import { type Tab, tabOf } from "./views";

const views: Record<Tab, ComponentType> = {
  flow: lazy(() => import("./flow/Flow")),
  variants: lazy(() => import("./variants/Variants")),
  transitions: lazy(() => import("./transitions/Transitions")),
  conformance: lazy(() => import("./conformance/Conformance")),
  funnel: lazy(() => import("./funnel/Funnel")),
  returns: lazy(() => import("./returns/Returns")),
  cohorts: lazy(() => import("./cohorts/Cohorts")),
};

/** Which ways customers took, and how they differ from the design. */
export function Component() {
  return (
    <HereProvider>
      <Paths />
    </HereProvider>
  );
}

function Paths() {
  const t = useT();
  const tab = tabOf(useParams().tab);
  const { vocabulary, actors } = useHere();
  const Shown = views[tab];
  return (
    <Page title={`${t(`paths.tabs.${tab}`)} · ${t("nav.paths")}`}>
      <PageHeader title={t("nav.paths")} actions={<SubjectPicker />}>
        <Tabs tab={tab} />
        <FilterBar
          fields={[
            "period",
            "segment",
            "channel",
            ...(actors.length > 0 ? (["actor"] as const) : []),
            "as_of",
          ]}
          vocabulary={vocabulary}
          actors={actors}
        >
          <Conditions />
          <Compare segments={vocabulary.segments} />
        </FilterBar>
      </PageHeader>
      <Chosen>
        <Suspense fallback={<Waiting />}>
          <Shown />
        </Suspense>
      </Chosen>
    </Page>
  );
}

function Waiting() {
  const t = useT();
  return (
    <Panel>
      <Lines count={6} label={t("common.loading")} />
    </Panel>
  );
}

/** Without a subject in the address the first journey is taken; without any journey there is something to do first. */
function Chosen({ children }: { children: React.ReactNode }) {
  const t = useT();
  const { terms } = useHere();
  const [, setSearch] = useSearchParams();
  const isChosen = Boolean(terms.journey || terms.events);
  const journeys = useQuery({ ...journeysQuery, enabled: !isChosen });
  const first = journeys.data?.[0]?.id;
  useEffect(() => {
    if (!isChosen && first) setSearch((now) => writeSubject(now, { journey: first }), { replace: true });
  }, [isChosen, first, setSearch]);
  if (isChosen) return children;
  if (journeys.error) return <ErrorState error={journeys.error} retry={() => void journeys.refetch()} />;
  if (journeys.isPending || first) return <Waiting />;
  return (
    <Panel>
      <EmptyState
        icon={<IconRoute size={20} stroke={1.6} />}
        title={t("paths.empty.noJourney")}
        text={t("paths.empty.noJourneyText")}
        action={
          <>
            <Button component={Link} to="/journeys/new" size="xs">
              {t("paths.empty.create")}
            </Button>
            <Button component={Link} to="/paths/flow?events=1" size="xs" variant="default">
              {t("paths.empty.events")}
            </Button>
          </>
        }
      />
    </Panel>
  );
}
