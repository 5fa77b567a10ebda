// SPDX-License-Identifier: Apache-2.0

import { useQuery } from "@tanstack/react-query";
import { documentsQuery } from "@/api";
import { useT } from "@/lang";
import { momentOf, resolve } from "../document/forms";
import type { Journey, Step } from "../document/types";
import { useTools } from "../state/tools";
import { useLibrary } from "../state/useMapTools";
import { useNames } from "../state/useNames";
import { ChoiceField, ManyField, SwitchField, TextField, WordsField } from "./fields";
import classes from "./Panel.module.css";
import { useTerms } from "./terms";

/** What the step is: its words, its touchpoint, who answers for it. */
export function Basics({ step, journey }: { step: Step; journey: Journey }) {
  const t = useT();
  const tools = useTools();
  const terms = useTerms();
  const vocabulary = useNames();
  const library = useLibrary();
  const used = useQuery(documentsQuery("touchpoints")).data ?? [];
  const touch = resolve(step, library);
  const base = library.touchpoints.get(step.touchpoint?.use ?? "");
  const inherited = (value: string | undefined) =>
    value ? t("map.field.inherited", { value }) : t("ui.choose");
  const channels = channelTerms(vocabulary.channels, touch.channel);
  return (
    <>
      <section className={classes.group}>
        <TextField step={step} field="title" label={t("common.title")} required />
        <TextField step={step} field="description" label={t("map.field.description")} long />
      </section>
      <section className={classes.group}>
        <h3>{t("map.field.touchpoint")}</h3>
        <SwitchField
          step={step}
          field="contactless"
          label={t("map.contactless")}
          description={t("map.field.contactlessText")}
        />
        {!step.contactless && (
          <>
            {used.length > 0 && (
              <ChoiceField
                step={step}
                field="touchpoint.use"
                label={t("map.field.use")}
                description={t("map.field.useText")}
                placeholder={t("map.field.own")}
                options={used.map((d) => ({ value: d.id, label: d.title || d.id }))}
              />
            )}
            <div className={classes.pair}>
              <ChoiceField
                step={step}
                field="touchpoint.channel"
                label={t("ui.fields.channel")}
                placeholder={inherited(library.channels.get(base?.channel ?? "")?.title ?? base?.channel)}
                options={channels}
              />
              <ChoiceField
                step={step}
                field="touchpoint.mode"
                label={t("ui.fields.mode")}
                placeholder={inherited(terms.mode.find((m) => m.value === touch.mode)?.label)}
                options={terms.mode}
              />
              <ChoiceField
                step={step}
                field="touchpoint.nature"
                label={t("ui.fields.nature")}
                placeholder={inherited(terms.nature.find((m) => m.value === base?.nature)?.label)}
                options={terms.nature}
              />
              <ChoiceField
                step={step}
                field="touchpoint.direction"
                label={t("ui.fields.direction")}
                placeholder={inherited(terms.direction.find((m) => m.value === base?.direction)?.label)}
                options={terms.direction}
              />
            </div>
            <TextField
              step={step}
              field="touchpoint.promise"
              label={t("map.field.servicePromise")}
              placeholder={base?.promise ?? t("map.field.servicePromiseHint")}
            />
          </>
        )}
        <ChoiceField
          step={step}
          field={step.contactless ? "control" : "touchpoint.control"}
          label={t("ui.fields.control")}
          description={t("map.field.controlText")}
          placeholder={t("map.field.inherited", { value: t("common.control.company") })}
          options={terms.control}
        />
      </section>
      <section className={classes.group}>
        <h3>{t("map.field.people")}</h3>
        <TextField
          step={step}
          field="owner"
          label={t("map.field.owner")}
          placeholder={base?.owner ?? t("map.field.ownerHint")}
        />
        {journey.actors && journey.actors.length > 0 && (
          <ChoiceField
            step={step}
            field="actor"
            label={t("ui.fields.actor")}
            options={journey.actors.map((a) => ({ value: a, label: a }))}
          />
        )}
        <ManyField
          step={step}
          field="for"
          label={t("map.field.for")}
          description={t("map.field.forText")}
          placeholder={t("map.field.everybody")}
          options={vocabulary.segments}
        />
      </section>
      <section className={classes.group}>
        <h3>{t("map.field.order")}</h3>
        <SwitchField
          step={step}
          field="optional"
          label={t("map.optional")}
          description={t("map.optionalText")}
        />
        <SwitchField
          step={step}
          field="repeatable"
          label={t("map.repeatable")}
          description={t("map.repeatableText")}
        />
        {journey.improves && (
          <WordsField
            step={step}
            field="replaces"
            label={t("map.field.replaces")}
            description={t("map.field.replacesText")}
          />
        )}
      </section>
      <section className={classes.group}>
        <h3>{t("map.moment")}</h3>
        <p className={classes.hint}>{t("map.field.momentText")}</p>
        <ChoiceField
          key={typeof step.moment_of_truth}
          step={
            typeof step.moment_of_truth === "string"
              ? { ...step, moment_of_truth: momentOf(step.moment_of_truth) }
              : step
          }
          field="moment_of_truth.reason"
          label={t("map.field.reason")}
          placeholder={t("map.field.noMoment")}
          options={terms.reason}
        />
        {step.moment_of_truth && tools.journey && (
          <div className={classes.pair}>
            <TextField step={step} field="moment_of_truth.why" label={t("map.field.why")} long />
            <ChoiceField
              step={step}
              field="moment_of_truth.basis"
              label={t("map.field.basis")}
              placeholder={t("map.basis.hypothesis")}
              options={terms.basis}
            />
          </div>
        )}
      </section>
    </>
  );
}

/** The workspace's channels, and the one that is used if it is none of them. */
function channelTerms(channels: readonly { value: string; label: string }[], used: string | undefined) {
  if (!used || channels.some((c) => c.value === used)) return channels;
  return [...channels, { value: used, label: used }];
}
