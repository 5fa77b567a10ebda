// SPDX-License-Identifier: Apache-2.0

import { Button, Skeleton } from "@mantine/core";
import { IconMap2 } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Suspense, useCallback, useDeferredValue, useEffect, useMemo } from "react";
import { useParams } from "react-router";
import { keys, type Query, send, useMay } from "@/api";
import { journeysQuery } from "@/api/lists";
import { useT } from "@/lang";
import { useFilter, useParam } from "@/lib/useFilter";
import { EmptyState, Loaded, Page, useShortcut } from "@/ui";
import { stepOf } from "./document/places";
import { ContextMenu } from "./grid/ContextMenu";
import { Dragging } from "./grid/Dragging";
import { Grid } from "./grid/Grid";
import { toggleMoment } from "./grid/moves";
import { Conflicts } from "./head/Conflicts";
import { DraftBar } from "./head/DraftBar";
import { Figures } from "./head/Figures";
import { Head } from "./head/Head";
import { VersionBar } from "./head/VersionBar";
import classes from "./Map.module.css";
import { columnsOf, paired } from "./numbers/columns";
import { moved, toggled } from "./numbers/lanes";
import type { Unmapped } from "./numbers/wire";
import { Apart, fetchParts, Panel, Tray } from "./state/parts";
import { questionOf } from "./state/question";
import { ToolsContext, useDraft, useJourney, useTools } from "./state/tools";
import { useLive } from "./state/useLive";
import { LibraryContext, load, type Resource, useLoadedLibrary, useMapTools } from "./state/useMapTools";
import { useNames } from "./state/useNames";
import { useNumbers } from "./state/useNumbers";
import { useLanes, useZoom } from "./state/useView";
import { CompareBar, CompareMenu } from "./toolbar/Compare";
import { addStep, Toolbar } from "./toolbar/Toolbar";

/** The map of a journey: the draft for those who edit, else what is published. */
export function Component() {
  const { id = "" } = useParams();
  const [version] = useParam("version");
  const mayAll = useMay("edit-journeys");
  const mayOwn = useMay("edit-own-steps");
  const which = version || (mayAll || mayOwn ? "draft" : "latest");
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

function Screen({ resource, which }: { resource: Resource; which: string }) {
  const t = useT();
  const tools = useTools();
  const journey = useJourney();
  const vocabulary = useNames();
  const [filter] = useFilter();
  const [step, setStep] = useParam("step");
  const [panel] = useParam("panel");
  const [tray, setTray] = useParam("tray");
  const [against, setAgainst] = useParam("against");
  const isDraft = which === "draft";
  const mayEdit = tools.mayEdit();
  const mayAll = useMay("edit-journeys");
  const mayText = useMay("edit-own-steps") && isDraft;

  const revision = useDraft((d) => d.revision);
  const pending = useDraft((d) => d.pending);
  const drafted = isDraft && (resource.draft || revision > resource.revision || pending > 0);

  const question = useMemo(() => questionOf(resource.id, which, filter), [resource.id, which, filter]);
  const numbers = useNumbers(question, against);
  const position = useLive(tools, isDraft, step);
  const unmapped = useUnmapped(question);
  const journeys = useQuery(journeysQuery).data ?? [];

  const other = useOther(against);
  const columns = useMemo(() => (other ? paired(journey, other) : columnsOf(journey)), [journey, other]);
  const { lanes, set: setLanes, reset } = useLanes(journey);
  const { zoom, set: setZoom, ref } = useZoom(columns.length);
  const outside = useOutside(columns, numbers.card ? numbers.rows : undefined);
  const personaTitles = useMemo(
    () => new Map(vocabulary.personas.map((p) => [p.value, p.label])),
    [vocabulary.personas],
  );
  const actors = useMemo(() => (journey.actors ?? []).map((a) => ({ value: a, label: a })), [journey.actors]);
  const onTray = useCallback(() => setTray(tray ? "" : "1"), [setTray, tray]);
  const shown = useDeferredValue(columns);

  useEffect(fetchParts, []);
  useMapShortcuts(mayEdit, step, () => setStep(""));
  const compare = {
    against,
    onAgainst: setAgainst,
    segments: vocabulary.segments,
    journeys,
    journey: resource.id,
  };
  return (
    <Dragging>
      <div className={classes.screen}>
        <Head
          drafted={drafted}
          journey={journey}
          version={resource.version}
          isDraft={isDraft}
          mayEdit={mayEdit}
          mayText={mayText}
        />
        <Figures
          numbers={numbers}
          fresh={Math.max(0, position - (numbers.card?.position ?? position))}
          onRefresh={numbers.retry}
        />
        {isDraft && mayText && <DraftBar version={resource.version} drafted={drafted} />}
        {!isDraft && which !== "latest" && (
          <VersionBar version={resource.version} by={resource.by} at={resource.at} mayRestore={mayAll} />
        )}
        <Conflicts />
        <Toolbar
          journey={journey}
          vocabulary={vocabulary}
          actors={actors}
          lanes={lanes}
          onLanes={setLanes}
          onResetLanes={reset}
          zoom={zoom}
          onZoom={setZoom}
          unmapped={unmapped.data?.different}
          tray={tray !== ""}
          onTray={onTray}
          editable={mayEdit}
          compare={<CompareMenu {...compare} />}
        />
        {against && <CompareBar {...compare} filter={filter} />}
        <div className={classes.body}>
          <div className={classes.main}>
            <div ref={ref} className={classes.map}>
              {columns.length === 0 ? (
                <Empty mayEdit={mayEdit} onAdd={() => addStep(tools, journey)} />
              ) : (
                <Grid
                  title={resource.journey.title}
                  columns={shown}
                  lanes={lanes}
                  numbers={numbers}
                  selected={step}
                  editable={mayText}
                  zoom={zoom}
                  outside={outside}
                  personaTitles={personaTitles}
                />
              )}
            </div>
            {tray && (
              <Apart>
                <Suspense>
                  <Tray query={unmapped} editable={mayEdit} onClose={onTray} />
                </Suspense>
              </Apart>
            )}
          </div>
          {(step || panel) && (
            <Apart>
              <Suspense>
                <Panel />
              </Suspense>
            </Apart>
          )}
        </div>
      </div>
      <ContextMenu
        lanes={lanes}
        onMoveLane={(lane, by) => setLanes(moved(lanes, lane, by))}
        onHideLane={(lane) => setLanes(toggled(lanes, lane))}
      />
      <span className="visually-hidden" role="status">
        {numbers.stale ? t("map.counting") : ""}
      </span>
    </Dragging>
  );
}

function Empty({ mayEdit, onAdd }: { mayEdit: boolean; onAdd: () => void }) {
  const t = useT();
  return (
    <div style={{ margin: "auto" }}>
      <EmptyState
        icon={<IconMap2 size={20} stroke={1.6} />}
        title={t("map.empty")}
        text={mayEdit ? t("map.emptyText") : undefined}
        action={mayEdit && <Button onClick={onAdd}>{t("map.emptyAction")}</Button>}
      />
    </div>
  );
}

/** Events that no step claims. */
function useUnmapped(question: Query) {
  const { mode, nature, direction, control, persona, ...query } = question;
  return useQuery({
    queryKey: keys.question("unmapped", query),
    queryFn: ({ signal }) =>
      send<{ touchpoints: Unmapped[] | null; different: number; instances: number }>(
        "GET",
        "/questions/unmapped",
        {
          query,
          signal,
        },
      ),
  });
}

/** The document of the journey that this one is set against. */
function useOther(against: string) {
  const id = against.startsWith("journey:") ? against.slice("journey:".length) : "";
  return useQuery({
    queryKey: keys.journey(id, "latest"),
    queryFn: ({ signal }) => load(id, "latest", signal),
    enabled: id !== "",
  }).data?.journey;
}

const everywhere: ReadonlySet<string> = new Set();

/** Columns that the filter leaves out: the scorecard has no row for them. */
function useOutside(columns: ReturnType<typeof columnsOf>, rows: ReadonlyMap<string, unknown> | undefined) {
  const [{ mode, nature, direction, control, actor }] = useFilter();
  const filters = mode || nature || direction || control || actor;
  return useMemo(() => {
    if (!rows || !filters) return everywhere;
    return new Set(columns.filter((c) => c.step && !rows.has(c.step.id)).map((c) => c.key));
  }, [columns, rows, filters]);
}

/** Keys of the map beside those of the grid. */
function useMapShortcuts(mayEdit: boolean, step: string, close: () => void) {
  const t = useT();
  const tools = useTools();
  const here = () => {
    const cell = document.activeElement?.closest<HTMLElement>("[data-step]");
    return cell?.dataset.step ?? step;
  };
  useShortcut("n", mayEdit ? t("map.keys.step") : "", () => {
    if (mayEdit) addStep(tools, tools.draft.read().journey, here());
  });
  useShortcut("m", mayEdit ? t("map.keys.moment") : "", () => {
    const found = stepOf(tools.draft.read().journey, here());
    if (found && tools.mayEdit(found)) toggleMoment(tools, found);
  });
  useShortcut("o", t("map.keys.open"), () => {
    const id = here();
    if (id) tools.open(id);
  });
  useShortcut("Escape", t("map.keys.close"), close);
}
