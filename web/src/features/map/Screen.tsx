// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { IconMap2 } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Suspense, useCallback, useEffect, useMemo, useRef } from "react";
import { useMay } from "@/api";
import { journeysQuery } from "@/api/lists";
import { useT } from "@/lang";
import { useFilter, useParam } from "@/lib/useFilter";
import { EmptyState } from "@/ui";
import { placesOf } from "./document/places";
import type { Journey } from "./document/types";
import { AddHere } from "./grid/AddHere";
import { ContextMenu } from "./grid/ContextMenu";
import { Dragging } from "./grid/Dragging";
import { personasOf } from "./grid/EmotionLane";
import { Grid } from "./grid/Grid";
import { Sheets } from "./grid/Sheets";
import { Conflicts } from "./head/Conflicts";
import { DraftBar } from "./head/DraftBar";
import { Figures, NumbersFailed } from "./head/Figures";
import { Head } from "./head/Head";
import { VersionBar } from "./head/VersionBar";
import classes from "./Map.module.css";
import { type Column, columnsOf, paired, reused } from "./numbers/columns";
import { moved, toggled } from "./numbers/lanes";
import { Apart, fetchParts, Panel, Tray } from "./state/parts";
import { questionOf } from "./state/question";
import { useDraft, useJourney, useTools } from "./state/tools";
import { useAbout } from "./state/useAbout";
import { useLive } from "./state/useLive";
import { useMapShortcuts } from "./state/useMapShortcuts";
import type { Resource } from "./state/useMapTools";
import { useNames } from "./state/useNames";
import { useNumbers, useOther, useOutside, useUnmapped } from "./state/useNumbers";
import { useLanes, useZoom } from "./state/useView";
import { CompareBar, CompareMenu } from "./toolbar/Compare";
import { addStep, Toolbar } from "./toolbar/Toolbar";

/** Head, filters, grid, tray and panel, together. */
export function Screen({ resource, which }: { resource: Resource; which: string }) {
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
  const { numbers, stale, error, retry } = useNumbers(question, against);
  tools.asOf = numbers.card?.as_of ?? "";
  const position = useLive(tools, isDraft, step);
  const unmapped = useUnmapped(question);
  const journeys = useQuery(journeysQuery).data ?? [];

  const other = useOther(against);
  const drawn = useRef<readonly Column[]>([]);
  const columns = useMemo(() => {
    drawn.current = reused(other ? paired(journey, other) : columnsOf(journey), drawn.current);
    return drawn.current;
  }, [journey, other]);
  const { lanes, set: setLanes, reset } = useLanes(journey);
  const { zoom, set: setZoom, ref } = useZoom(columns.length);
  const outside = useOutside(columns, numbers.card ? numbers.rows : undefined);
  const personaTitles = useMemo(
    () => new Map(vocabulary.personas.map((p) => [p.value, p.label])),
    [vocabulary.personas],
  );
  const persona = filter.persona ?? "";
  const personas = usePersonas(journey, persona);
  const actors = useMemo(() => (journey.actors ?? []).map((a) => ({ value: a, label: a })), [journey.actors]);
  const onTray = useCallback(() => setTray(tray ? "" : "1"), [setTray, tray]);

  useEffect(fetchParts, []);
  useMapShortcuts(mayEdit, mayText, step, () => setStep(""));
  const about = useAbout(journey, drafted, resource.version, numbers);
  const compare = {
    against,
    onAgainst: setAgainst,
    segments: vocabulary.segments,
    journeys,
    journey: resource.id,
  };
  const shown = {
    title: resource.journey.title,
    columns,
    lanes,
    numbers,
    outside,
    personaTitles,
    personas,
    persona,
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
          onRefresh={retry}
        />
        {isDraft && mayText && <DraftBar version={resource.version} drafted={drafted} />}
        {!isDraft && which !== "latest" && (
          <VersionBar
            version={resource.version}
            revision={resource.revision}
            by={resource.by}
            at={resource.at}
            mayRestore={mayAll}
          />
        )}
        {numbers.failed && <NumbersFailed error={error} retry={retry} />}
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
                  {...shown}
                  stale={stale}
                  selected={step}
                  editable={mayText}
                  arrange={mayEdit}
                  zoom={zoom}
                />
              )}
            </div>
            <Sheets about={about} {...shown} />
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
        {stale ? t("map.counting") : ""}
      </span>
    </Dragging>
  );
}

/** The personas with a line of their own on the curve; the same list while it says the same. */
function usePersonas(journey: Journey, first: string): readonly string[] {
  const ids = personasOf(
    placesOf(journey).map((p) => p.step),
    first,
  ).join(" ");
  return useMemo(() => (ids ? ids.split(" ") : []), [ids]);
}

function Empty({ mayEdit, onAdd }: { mayEdit: boolean; onAdd: () => void }) {
  const t = useT();
  return (
    <div className={classes.empty}>
      <EmptyState
        icon={<IconMap2 size={20} stroke={1.6} />}
        title={t("map.empty")}
        text={mayEdit ? t("map.emptyText") : undefined}
        action={mayEdit && <Button onClick={onAdd}>{t("map.emptyAction")}</Button>}
      />
      <div className={classes.beginning}>
        <AddHere columns={[]} />
      </div>
    </div>
  );
}
