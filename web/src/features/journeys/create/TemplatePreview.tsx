// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { IconStarFilled } from "@tabler/icons-react";
import { type SubmitEvent, useId, useState } from "react";
import { useFormat, useT } from "@/lang";
import { ChannelIcon } from "@/ui";
import { Naming } from "./Naming";
import classes from "./TemplatePreview.module.css";
import { momentsOf, stagesOf, type Template, type TemplateStep } from "./template";
import { useCreate } from "./useCreate";

/** What a template holds, step by step, and how one's own journey is to be called. */
export function TemplatePreview({ template }: { template: Template }) {
  const t = useT();
  const format = useFormat();
  const heading = useId();
  const [title, setTitle] = useState(template.title);
  const [id, setId] = useState("");
  const create = useCreate();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const renamed = title.trim() !== template.title;
    create.mutate({
      template: template.name,
      ...(renamed ? { title: title.trim() } : {}),
      ...(id ? { id } : {}),
    });
  };
  const along = [
    template.personas && t("journeys.create.personas", { count: template.personas }),
    template.segments && t("journeys.create.segments", { count: template.segments }),
    template.touchpoints && t("journeys.create.touchpoints", { count: template.touchpoints }),
  ].filter((text) => typeof text === "string");
  return (
    <section className={classes.preview} aria-labelledby={heading}>
      <header className={classes.head}>
        <h2 id={heading}>{template.title}</h2>
        {template.goal && <p>{template.goal}</p>}
        <p>
          {[
            t("journeys.create.stages", { count: stagesOf(template) }),
            t("journeys.steps", { count: template.steps }),
            t("journeys.create.moments", { count: momentsOf(template) }),
          ].join(" · ")}
        </p>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className={classes.phases} tabIndex={0} role="group" aria-labelledby={heading}>
        {template.phases.map((p) => (
          <section key={p.phase} className={classes.phase} data-phase={p.phase}>
            <h3>{t(`common.phase.${p.phase}`)}</h3>
            {p.stages.map((stage) => (
              <div key={stage.title} className={classes.stage}>
                <h4>{stage.title}</h4>
                <ul>
                  {stage.steps.map((step) => (
                    <Step key={step.title} step={step} />
                  ))}
                </ul>
              </div>
            ))}
          </section>
        ))}
      </div>
      <form className={classes.form} onSubmit={submit}>
        {along.length > 0 && (
          <p className={classes.along}>{t("journeys.create.comesWith", { what: format.list(along) })}</p>
        )}
        <Naming
          label={t("journeys.create.asTitle")}
          title={title}
          onTitle={setTitle}
          id={id || (title === template.title ? template.name : "")}
          onId={setId}
          problem={create.error}
        />
        <Button type="submit" loading={create.isPending} disabled={!title.trim()}>
          {t("journeys.create.useTemplate")}
        </Button>
      </form>
    </section>
  );
}

function Step({ step }: { step: TemplateStep }) {
  const t = useT();
  return (
    <li className={classes.step}>
      {step.channel ? (
        <ChannelIcon channel={step.channel} mode={step.mode} size={14} />
      ) : (
        <span className={classes.dot} aria-hidden />
      )}
      <span>{step.title}</span>
      {step.moment_of_truth && (
        <IconStarFilled
          size={12}
          className={classes.star}
          role="img"
          aria-label={t("journeys.create.moment")}
        />
      )}
    </li>
  );
}
