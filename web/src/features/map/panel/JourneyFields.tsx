// SPDX-License-Identifier: Apache-2.0

import { useQuery } from "@tanstack/react-query";
import { keys, send } from "@/api";
import { journeysQuery } from "@/api/lists";
import { useT } from "@/lang";
import { placesOf } from "../document/places";
import { useJourney, useTools } from "../state/tools";
import { useNames } from "../state/useNames";
import { QuestionFields } from "./Expectations";
import { ChoiceField, ManyField, SuggestField, TextField, WordsField } from "./fields";
import { LevelFields } from "./LevelFields";
import classes from "./Panel.module.css";
import { useTerms } from "./terms";

/** What the journey says of itself, and how visits become instances. */
export function JourneyFields() {
  const t = useT();
  const tools = useTools();
  const terms = useTerms();
  const journey = useJourney();
  const { segments, personas } = useNames();
  const others = (useQuery(journeysQuery).data ?? []).filter((j) => j.id !== tools.journey);
  const events =
    useQuery({
      queryKey: keys.events("names"),
      queryFn: async ({ signal }) =>
        (await send<{ names: string[] | null }>("GET", "/events/names", { signal })).names ?? [],
      staleTime: 60_000,
    }).data ?? [];
  const steps = placesOf(journey).map((p) => ({ value: p.step.id, label: `${p.number}. ${p.step.title}` }));
  return (
    <div className={classes.body}>
      <section className={classes.group}>
        <TextField
          field="title"
          label={t("common.title")}
          description={t("map.journey.titleText")}
          required
        />
        <TextField
          field="promise"
          label={t("map.journey.promise")}
          description={t("map.journey.promiseText")}
          long
        />
        <TextField field="goal" label={t("map.journey.goal")} description={t("map.journey.goalText")} long />
        <TextField field="scenario" label={t("map.journey.scenario")} long />
        <div className={classes.pair}>
          <TextField field="scope.from" label={t("map.journey.from")} />
          <TextField field="scope.to" label={t("map.journey.to")} />
        </div>
        <div className={classes.pair}>
          <ChoiceField
            field="state"
            label={t("map.journey.state")}
            options={terms.state}
            required
            fallback="as-is"
          />
          {journey.state && journey.state !== "as-is" && (
            <ChoiceField
              field="improves"
              label={t("map.journey.improves")}
              options={others.map((j) => ({ value: j.id, label: j.title }))}
            />
          )}
        </div>
        <div className={classes.pair}>
          <TextField field="owner" label={t("map.field.owner")} placeholder={t("map.field.ownerHint")} />
          <TextField field="review.every" label={t("map.journey.review")} placeholder="90d" />
        </div>
      </section>
      <section className={classes.group}>
        <h3>{t("map.journey.audience")}</h3>
        <ManyField field="audience.personas" label={t("nav.personas")} options={personas} />
        <ManyField
          field="audience.segments"
          label={t("nav.segments")}
          description={t("map.journey.segmentsText")}
          placeholder={t("map.field.everybody")}
          options={segments}
        />
        <div className={classes.pair}>
          <ChoiceField
            field="audience.kind"
            label={t("map.journey.kind")}
            placeholder={t("map.audience.customer")}
            options={terms.kind}
          />
          <ChoiceField
            field="grain"
            label={t("map.journey.grain")}
            placeholder={t("map.journey.person")}
            options={[
              { value: "person", label: t("map.journey.person") },
              { value: "account", label: t("map.journey.account") },
            ]}
          />
        </div>
        {journey.grain === "account" && (
          <WordsField
            field="actors"
            label={t("map.journey.actors")}
            description={t("map.journey.actorsText")}
          />
        )}
      </section>
      <section className={classes.group}>
        <h3>{t("map.journey.instance")}</h3>
        <p className={classes.hint}>{t("map.journey.instanceText")}</p>
        <TextField
          field="instance.by.property"
          label={t("map.journey.by")}
          description={t("map.journey.byText")}
          placeholder="order_id"
        />
        <ManyField
          field="instance.starts"
          label={t("map.journey.starts")}
          placeholder={t("map.journey.any")}
          options={steps}
        />
        <ManyField
          field="instance.completes"
          label={t("map.journey.completes")}
          placeholder={t("map.journey.last")}
          options={steps}
        />
        <div className={classes.pair}>
          <TextField
            field="instance.idle"
            label={t("map.journey.idle")}
            description={t("map.journey.idleText")}
            placeholder="30d"
          />
          <TextField
            field="instance.window"
            label={t("map.journey.window")}
            description={t("map.journey.windowText")}
            placeholder="365d"
          />
          <TextField
            field="instance.ripe"
            label={t("map.journey.ripe")}
            description={t("map.journey.ripeText")}
            placeholder={t("map.journey.fromData")}
          />
        </div>
      </section>
      <QuestionFields field="overall" title={t("map.journey.overall")} />
      {journey.overall && (
        <LevelFields
          field="overall.target"
          title={t("map.field.target")}
          hint={t("map.field.targetText")}
          dated
        />
      )}
      <section className={classes.group}>
        <h3>{t("map.journey.value")}</h3>
        <p className={classes.hint}>{t("map.journey.valueText")}</p>
        <SuggestField field="value.event" label={t("map.evidence.event")} options={events} />
        <div className={classes.pair}>
          <TextField field="value.property" label={t("map.evidence.property")} placeholder="revenue" />
          <TextField field="value.currency" label={t("map.journey.currency")} placeholder="EUR" />
        </div>
      </section>
      <section className={classes.group}>
        <WordsField
          field="ignore"
          label={t("map.journey.ignore")}
          description={t("map.journey.ignoreText")}
          options={events}
        />
      </section>
    </div>
  );
}
