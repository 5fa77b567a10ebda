// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { useState } from "react";
import { address } from "@/api";
import type { ConformanceShare, DiscoverLeftOut, Discovery } from "@/api/generated";
import { useFormat, useT } from "@/lang";
import { ChannelIcon, type Column, DataTable, ExportMenu, Figure, Panel } from "@/ui";
import { Naming } from "./Naming";
import classes from "./ProposalView.module.css";
import { type Ask, type ProposedJourney, type Row, stagesOf, type Why } from "./proposal";
import { useCreate } from "./useCreate";

interface ProposalViewProps {
  proposal: Discovery;
  journey: ProposedJourney;
  /** What was asked for. */
  ask: Ask;
}

/** What Wend proposes: the steps in order, how well they fit, and what was left out. */
export function ProposalView({ proposal, journey, ask }: ProposalViewProps) {
  const t = useT();
  const format = useFormat();
  const { fitness, any_order, instances, variants } = proposal;
  return (
    <>
      <Panel
        title={t("journeys.create.proposal")}
        text={`${t("journeys.create.instances", { count: instances })}, ${t("journeys.create.variants", { count: variants })}`}
      >
        <dl className={classes.fits}>
          <FitOf
            label={t("journeys.create.fitSteps")}
            text={t("journeys.create.fitStepsText")}
            fit={fitness.steps}
          />
          <FitOf
            label={t("journeys.create.fitAll")}
            text={t("journeys.create.fitAllText")}
            fit={fitness.all_events}
          />
        </dl>
        <ul className={classes.notes}>
          {proposal.milestones && <li>{t("journeys.create.milestones")}</li>}
          {proposal.unique && !proposal.milestones && <li>{t("journeys.create.noMilestones")}</li>}
          {proposal.anew > 0 && <li>{t("journeys.create.anew", { count: proposal.anew })}</li>}
          {(any_order ?? [])
            .map((events) => events ?? [])
            .map((events) => (
              <li key={events.join()}>{t("journeys.create.anyOrder", { events: format.list(events) })}</li>
            ))}
        </ul>
        <ol className={classes.stages}>
          {stagesOf(journey, proposal).map(({ phase, stage, rows }) => (
            <li key={`${phase}/${stage}`} data-phase={phase}>
              <h3>
                {stage} <span className={classes.phase}>{t(`common.phase.${phase}`)}</span>
              </h3>
              <ol>
                {rows.map((row) => (
                  <StepRow key={row.id} row={row} />
                ))}
              </ol>
            </li>
          ))}
        </ol>
        <Adopt document={proposal.document} name={journey.title} />
      </Panel>
      {proposal.left_out && proposal.left_out.length > 0 && <LeftOut rows={proposal.left_out} ask={ask} />}
    </>
  );
}

function FitOf({ label, text, fit }: { label: string; text: string; fit: ConformanceShare }) {
  const { fitness, instances } = fit;
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <Figure of={{ value: fitness, n: instances }} kind="percent" note={text} size="large" />
      </dd>
    </div>
  );
}

function StepRow({ row }: { row: Row }) {
  const t = useT();
  const format = useFormat();
  return (
    <li className={classes.step}>
      {row.touchpoint?.channel ? (
        <ChannelIcon channel={row.touchpoint.channel} size={16} />
      ) : (
        <span className={classes.dot} aria-hidden />
      )}
      <span className={classes.title}>{row.title}</span>
      {row.optional && <span className={classes.tag}>{t("journeys.create.optional")}</span>}
      {row.repeatable && <span className={classes.tag}>{t("journeys.create.repeatable")}</span>}
      {row.completes && <span className={classes.tag}>{t("journeys.create.completes")}</span>}
      <span className={classes.bar} aria-hidden>
        <span style={{ width: `${row.share * 100}%` }} />
      </span>
      <span className={classes.share}>{t("journeys.create.of", { share: format.percent(row.share) })}</span>
    </li>
  );
}

function LeftOut({ rows, ask }: { rows: DiscoverLeftOut[]; ask: Ask }) {
  const t = useT();
  const columns: Column<DiscoverLeftOut>[] = [
    { key: "event", header: t("journeys.create.event"), value: (r) => r.event },
    { key: "events", header: t("journeys.create.events"), value: (r) => r.events, align: "right" },
    { key: "instances", header: t("journeys.create.inInstances"), value: (r) => r.instances, align: "right" },
    { key: "why", header: t("journeys.create.why"), value: (r) => t(`journeys.create.whys.${r.why as Why}`) },
  ];
  return (
    <Panel
      flush
      title={t("journeys.create.leftOut")}
      text={t("journeys.create.leftOutText")}
      actions={
        <ExportMenu href={(format) => address("/questions/discovery/left-out/table", { ...ask, format })} />
      }
    >
      <DataTable
        label={t("journeys.create.leftOut")}
        columns={columns}
        rows={rows}
        rowKey={(r) => r.event}
        sort="-instances"
        sortParam="left"
        maxHeight={320}
      />
    </Panel>
  );
}

/** Names the proposal and makes it a draft. */
function Adopt({ document, name }: { document: string; name: string }) {
  const t = useT();
  const [title, setTitle] = useState(name);
  const [id, setId] = useState("");
  const create = useCreate();
  return (
    <form
      className={classes.adopt}
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate({ yaml: document, title: title.trim(), ...(id ? { id } : {}) });
      }}
    >
      <div>
        <Naming
          label={t("journeys.create.asTitle")}
          title={title}
          onTitle={setTitle}
          id={id}
          onId={setId}
          problem={create.error}
        />
      </div>
      <Button type="submit" loading={create.isPending} disabled={!title.trim()}>
        {t("journeys.create.adopt")}
      </Button>
    </form>
  );
}
