// SPDX-License-Identifier: Apache-2.0
import { Select } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { address, keys } from "@/api";
import { type AskAbout, askStates, type CohortStates } from "@/api/generated";
import type { JourneySummary } from "@/api/lists";
import { useT } from "@/lang";
import { standing } from "@/lib/standing";
import { useParam } from "@/lib/useFilter";
import { ErrorState, Panel } from "@/ui";
import { useRuleWords } from "@/ui/useRuleWords";
import classes from "./Atlas.module.css";
import { Flows } from "./Flows";
import { FlowTable } from "./FlowTable";
import { JourneyCard } from "./JourneyCard";
import { type Flow, type LifecycleValue, stayOf, unplaced } from "./lifecycleDocument";
import { Stay } from "./Stay";

const anything = "events";

/** States as columns: who moves between them above and below, the journeys of each in its column. */
export function Atlas({ lifecycle, journeys }: { lifecycle: LifecycleValue; journeys: JourneySummary[] }) {
  const t = useT();
  const words = useRuleWords(
    (kind, id) => (kind === "journey" && journeys.find((j) => j.id === id)?.title) || id,
  );
  const named = lifecycle.states.flatMap((s) => s.journeys ?? []);
  const [of, setOf] = useParam("of", named[0] ?? anything);
  const query = { lifecycle: lifecycle.id, ...(of === anything ? { events: true } : { journey: of }) };
  const states = useQuery({
    queryKey: keys.question("states", query),
    // Neither groups nor a comparison are asked for, so the answer is a plain one.
    queryFn: async ({ signal }) => (await askStates({ query, signal })) as CohortStates & { about: AskAbout },
    placeholderData: keepPreviousData,
    retry: false,
  });
  const flows = states.data?.flows ?? [];
  const ids = lifecycle.states.map((s) => s.id);
  const titles = new Map(lifecycle.states.map((s) => [s.id, s.title || s.id]));
  const to = (flow: Flow) =>
    standing("states", {
      ...query,
      as_of: states.data?.about.as_of,
      what: "followed",
      before: flow.from,
      state: flow.to,
    });
  const rest = unplaced(
    journeys.map((j) => j.id),
    lifecycle,
  );
  return (
    <>
      <Panel
        actions={
          <div className={classes.choice}>
            <span id="flows-of">{t("lifecycle.flowsOf")}</span>
            <Select
              size="xs"
              w={260}
              aria-labelledby="flows-of"
              data={[
                ...journeys.map((j) => ({ value: j.id, label: j.title })),
                { value: anything, label: t("lifecycle.allEvents") },
              ]}
              value={of}
              onChange={(value) => setOf(value ?? "")}
              allowDeselect={false}
              searchable
            />
          </div>
        }
      >
        <div className={classes.scroller}>
          <div className={classes.atlas} style={{ minWidth: ids.length * 216 }}>
            <Flows flows={flows} states={ids} titles={titles} above to={to} />
            <div className={classes.columns}>
              {lifecycle.states.map((state) => (
                <section key={state.id} className={classes.head} aria-labelledby={`state-${state.id}`}>
                  <h2 id={`state-${state.id}`}>{state.title || state.id}</h2>
                  <p>{state.when ? words.of(state.when) : t("lifecycle.noRule")}</p>
                  <Stay flow={stayOf(flows, state.id)} to={to} />
                </section>
              ))}
            </div>
            <Flows flows={flows} states={ids} titles={titles} above={false} to={to} />
            <div className={classes.columns}>
              {lifecycle.states.map((state) => (
                <ul
                  key={state.id}
                  className={classes.journeys}
                  aria-label={`${t("lifecycle.journeys")}: ${titles.get(state.id)}`}
                >
                  {(state.journeys ?? []).map((id) => (
                    <li key={id}>
                      <JourneyCard
                        id={id}
                        title={journeys.find((j) => j.id === id)?.title ?? id}
                        lifecycle={lifecycle.id}
                        state={state.id}
                      />
                    </li>
                  ))}
                  {(state.journeys ?? []).length === 0 && (
                    <li className={classes.none}>{t("lifecycle.noJourneys")}</li>
                  )}
                </ul>
              ))}
            </div>
          </div>
        </div>
        {states.error && <ErrorState error={states.error} retry={() => void states.refetch()} />}
      </Panel>
      {states.data && (
        <FlowTable
          flows={flows}
          titles={titles}
          to={to}
          file={(format) => address("/questions/states/moves/table", { ...query, format })}
        />
      )}
      {rest.length > 0 && (
        <Panel title={t("lifecycle.unplaced")} text={t("lifecycle.unplacedText")}>
          <ul className={classes.rest}>
            {rest.map((id) => (
              <li key={id}>
                <JourneyCard
                  id={id}
                  title={journeys.find((j) => j.id === id)?.title ?? id}
                  lifecycle={lifecycle.id}
                />
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}
