// SPDX-License-Identifier: Apache-2.0
import { SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { documentsQuery } from "@/api";
import { useT } from "@/lang";
import { placesOf } from "../document/places";
import type { Expected, Journey, Step } from "../document/types";
import { ChoiceField, NumberField, SuggestField, TextField, useField } from "./fields";
import { LevelFields } from "./LevelFields";
import classes from "./Panel.module.css";
import { useTerms } from "./terms";

/** What is wanted here: how soon, how well, how much it weighs, and who is asked. */
export function Expectations({ step, journey }: { step: Step; journey: Journey }) {
  const t = useT();
  return (
    <>
      <Soon step={step} journey={journey} />
      <LevelFields
        step={step}
        field="target"
        title={t("map.field.target")}
        hint={t("map.field.targetText")}
        dated
      />
      <LevelFields
        step={step}
        field="importance"
        title={t("map.lane.importance")}
        hint={t("map.field.importanceText")}
        min={1}
        max={5}
      />
      <QuestionFields step={step} field="satisfaction" title={t("map.question.satisfaction")} />
      <QuestionFields step={step} field="expectation" title={t("map.question.expectation")} />
      <QuestionFields step={step} field="emotion" title={t("map.question.emotion")} />
    </>
  );
}

type How = "none" | "within" | "by";

/** How soon the step should follow: within a time, or by a date that an event carries. */
function Soon({ step, journey }: { step: Step; journey: Journey }) {
  const t = useT();
  const calendars = useQuery(documentsQuery("calendars")).data ?? [];
  const { value, set, disabled } = useField({ step, field: "expected" });
  const expected = value as Expected | undefined;
  const how: How = expected?.by ? "by" : expected?.within !== undefined || expected?.of ? "within" : "none";
  const others = placesOf(journey).filter((p) => p.step.id !== step.id);
  const choose = (next: string) => {
    if (next === "none") set(undefined);
    if (next === "within") set({ within: "1d" });
    if (next === "by") set({ by: { event: step.title, property: "promised_for" }, compare: "day" });
  };
  return (
    <section className={classes.group}>
      <h3>{t("map.field.soon")}</h3>
      <SegmentedControl
        size="xs"
        disabled={disabled}
        value={how}
        onChange={choose}
        data={[
          { value: "none", label: t("map.field.soonNone") },
          { value: "within", label: t("map.field.soonWithin") },
          { value: "by", label: t("map.field.soonBy") },
        ]}
      />
      {how === "within" && (
        <>
          <div className={classes.pair}>
            <TextField
              step={step}
              field="expected.within"
              label={t("map.field.within")}
              description={t("map.field.withinText")}
              required
            />
            <ChoiceField
              step={step}
              field="expected.of"
              label={t("map.field.of")}
              description={t("map.field.ofText")}
              placeholder={t("map.field.previous")}
              options={others.map((p) => ({ value: p.step.id, label: `${p.number}. ${p.step.title}` }))}
            />
          </div>
          {calendars.length > 0 && (
            <ChoiceField
              step={step}
              field="expected.calendar"
              label={t("map.field.calendar")}
              placeholder={t("map.field.always")}
              options={calendars.map((c) => ({ value: c.id, label: c.title || c.id }))}
            />
          )}
        </>
      )}
      {how === "by" && (
        <div className={classes.pair}>
          <TextField step={step} field="expected.by.event" label={t("map.field.byEvent")} required />
          <TextField step={step} field="expected.by.property" label={t("map.field.byProperty")} required />
          <ChoiceField
            step={step}
            field="expected.compare"
            label={t("map.field.grain")}
            placeholder={t("map.field.time")}
            options={[
              { value: "time", label: t("map.field.time") },
              { value: "day", label: t("map.field.day") },
            ]}
          />
          <SuggestField
            step={step}
            field="expected.zone"
            label={t("map.field.zone")}
            options={zones}
            placeholder={t("map.field.workspaceZone")}
          />
        </div>
      )}
    </section>
  );
}

const zones: readonly string[] = Intl.supportedValuesOf?.("timeZone") ?? [];

interface QuestionFieldsProps {
  step?: Step;
  field: string;
  title: string;
}

/** A question of a survey, and how its answers become a score. */
export function QuestionFields({ step, field, title }: QuestionFieldsProps) {
  const t = useT();
  const terms = useTerms();
  const { value } = useField({ step, field });
  return (
    <section className={classes.group}>
      <h3>{title}</h3>
      <div className={classes.pair}>
        <TextField
          step={step}
          field={`${field}.survey`}
          label={t("map.question.survey")}
          placeholder={t("map.question.surveyHint")}
        />
        <TextField
          step={step}
          field={`${field}.question`}
          label={t("map.question.question")}
          placeholder={t("map.question.questionHint")}
        />
        {value !== undefined && (
          <>
            <ChoiceField
              step={step}
              field={`${field}.score`}
              label={t("map.question.score")}
              placeholder={t("map.question.asAsked")}
              options={terms.score}
            />
            <div className={classes.pair}>
              <NumberField step={step} field={`${field}.scale.min`} label={t("map.question.min")} />
              <NumberField step={step} field={`${field}.scale.max`} label={t("map.question.max")} />
            </div>
          </>
        )}
      </div>
    </section>
  );
}
