// SPDX-License-Identifier: Apache-2.0
import { Button, Skeleton } from "@mantine/core";
import { IconMap2 } from "@tabler/icons-react";
import { usePrefetchQuery, useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { keys, problemOf, useMay } from "@/api";
import { useT } from "@/lang";
import { useFilter, useParam } from "@/lib/useFilter";
import { EmptyState, Loaded, Page } from "@/ui";
import { Screen } from "./Screen";
import { questionOf } from "./state/question";
import { ToolsContext } from "./state/tools";
import { LibraryContext, load, type Resource, useLoadedLibrary, useMapTools } from "./state/useMapTools";
import { numbersQuery } from "./state/useNumbers";

/** The map of a journey: the draft for those who edit, else what is published. */
export function Component() {
  const { id = "" } = useParams();
  const [version] = useParam("version");
  const mayAll = useMay("edit-journeys");
  const mayOwn = useMay("edit-own-steps");
  const which = version || (mayAll || mayOwn ? "draft" : "latest");
  const [filter] = useFilter();
  const [against] = useParam("against");
  // The numbers need not wait for the document.
  usePrefetchQuery(numbersQuery(questionOf(id, which, filter), against));
  const query = useQuery({
    queryKey: keys.journey(id, which),
    queryFn: ({ signal }) => load(id, which, signal),
    staleTime: 0,
    gcTime: 0,
  });
  const t = useT();
  const isGone = query.error !== null && problemOf(query.error).code === "not_found";
  return (
    <Page full title={query.data?.journey.title ?? t("map.title")}>
      {isGone ? (
        <Gone />
      ) : (
        <Loaded query={query} skeleton={<Waiting />}>
          {(resource) => <Opened key={`${id}/${which}`} resource={resource} which={which} />}
        </Loaded>
      )}
    </Page>
  );
}

function Gone() {
  const t = useT();
  return (
    <EmptyState
      icon={<IconMap2 size={20} stroke={1.6} />}
      title={t("map.gone")}
      text={t("map.goneText")}
      action={
        <Button variant="default" component={Link} to="/journeys">
          {t("map.allJourneys")}
        </Button>
      }
    />
  );
}

function Waiting() {
  const t = useT();
  return (
    <div role="status" aria-label={t("common.loading")} style={{ padding: 20, display: "grid", gap: 16 }}>
      <Skeleton height={28} width={320} />
      <Skeleton height={44} />
      <Skeleton height={360} />
    </div>
  );
}

/** Gives the tools of the map to everything in it. */
function Opened({ resource, which }: { resource: Resource; which: string }) {
  const library = useLoadedLibrary();
  const tools = useMapTools(resource, which, library);
  return (
    <LibraryContext value={library}>
      <ToolsContext value={tools}>
        <Screen resource={resource} which={which} />
        <div id="map-says" className="visually-hidden" aria-live="polite" />
      </ToolsContext>
    </LibraryContext>
  );
}
