// SPDX-License-Identifier: Apache-2.0
import { Skeleton } from "@mantine/core";
import { usePrefetchQuery, useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { keys, useMay } from "@/api";
import { useT } from "@/lang";
import { useFilter, useParam } from "@/lib/useFilter";
import { Loaded, Page } from "@/ui";
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
  return (
    <Page full title={query.data?.journey.title ?? t("map.title")}>
      <Loaded query={query} skeleton={<Waiting />}>
        {(resource) => <Opened key={`${id}/${which}`} resource={resource} which={which} />}
      </Loaded>
    </Page>
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
