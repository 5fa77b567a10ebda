// SPDX-License-Identifier: Apache-2.0
import { useCallback, useMemo } from "react";
import { useNavigate } from "react-router";
import type { CohortFlow, CohortFlows, CohortFlowsDifference } from "@/api/generated";
import { Bars } from "@/charts";
import { useFormat, useT } from "@/lang";
import { ExportMenu, Figure, Loaded, Panel, State } from "@/ui";
import { comparedIn, mainIn } from "../answers";
import { Differences } from "../Differences";
import { useAsk, useNotes, type Who } from "../here";
import type { Query } from "../terms";
import { Waited } from "../Waited";
import classes from "./Cohorts.module.css";
import { dayOf, type Every, marksOf, periodName } from "./periods";

const kinds = ["returning", "resurrecting", "new", "dormant"] as const;
type Kind = (typeof kinds)[number];

const colours: Record<Kind, string> = {
  returning: "var(--c-0)",
  resurrecting: "var(--c-3)",
  new: "var(--c-2)",
  dormant: "var(--c-rest)",
};

/** Who is new, stays, comes back and falls silent in each period. */
export function Flows({ query }: { query: Query }) {
  const t = useT();
  const asked = useAsk<CohortFlows, CohortFlowsDifference>("flows", query);
  const compared = asked.data && comparedIn(asked.data);
  return (
    <>
      <Panel
        title={t("paths.flows.title")}
        text={t("paths.flows.text")}
        actions={<ExportMenu href={asked.file} />}
      >
        <Loaded
          query={asked}
          isEmpty={(data) => !mainIn(data).periods?.length}
          empty={<State title={t("paths.retention.none")} text={t("paths.retention.noneText")} />}
        >
          {(data) => (
            <>
              <Totals of={mainIn(data)} />
              <FlowBars of={mainIn(data)} who={asked.who} />
            </>
          )}
        </Loaded>
      </Panel>
      {compared && (
        <Differences
          title={t("paths.flows.differences")}
          a={compared.a.value}
          b={compared.b.value}
          sortParam="flowsdiff"
          rows={(["kept", "new_share", "returning_share", "resurrecting_share"] as const).map((key) => ({
            key,
            words: t(`paths.flows.shares.${key}`),
            name: t(`paths.flows.shares.${key}`),
            kind: "percent" as const,
            a: compared.a.answer?.all[key] ?? null,
            b: compared.b.answer?.all[key] ?? null,
            difference: compared.difference?.all[key] ?? null,
          }))}
        />
      )}
    </>
  );
}

function Totals({ of }: { of: CohortFlows }) {
  const t = useT();
  return (
    <dl className={classes.figures}>
      {(["kept", "new_share", "returning_share", "resurrecting_share"] as const).map((key) => (
        <div key={key}>
          <dt>{t(`paths.flows.shares.${key}`)}</dt>
          <dd>
            <Figure of={of.all[key]} kind="percent" label={t(`paths.flows.shares.${key}`)} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function FlowBars({ of, who }: { of: CohortFlows; who: Who }) {
  const t = useT();
  const format = useFormat();
  const navigate = useNavigate();
  const notes = useNotes();
  const periods = useMemo(() => of.periods ?? [], [of]);
  const days = useMemo(() => periods.map((p) => dayOf(p.start, of.zone)), [periods, of.zone]);
  const labels = useMemo(
    () => periods.map((p) => periodName(p.start, of.every as Every, of.zone, format)),
    [periods, of.every, of.zone, format],
  );
  const marks = useMemo(() => marksOf(notes, days), [notes, days]);
  const series = useMemo(
    () =>
      kinds.map((kind) => ({
        name: t(`paths.flows.kinds.${kind}`),
        colour: colours[kind],
        values: periods.map((p) => (kind === "dormant" ? -p.dormant : p[kind])),
        pale: periods.map((p) => p.incomplete),
      })),
    [periods, t],
  );
  const notesAt = useCallback(
    (at: number) => marks.filter((m) => m.from <= at && at <= m.to).map((m) => m.title),
    [marks],
  );
  const hint = useCallback(
    (at: number) => {
      const p = periods[at];
      if (!p) return null;
      return {
        title: labels[at] ?? "",
        lines: [...linesOf(p, t, format), ...notesAt(at).map((n) => [t("paths.cohorts.note"), n] as const)],
        note: p.incomplete ? t("paths.cohorts.incomplete") : t("paths.behind.bar"),
      };
    },
    [periods, labels, notesAt, t, format],
  );
  const press = useCallback(
    (at: number, series: number) => navigate(who({ what: kinds[series], period: days[at] })),
    [navigate, who, days],
  );
  const linked = (at: number, what: "active" | Kind) => ({
    text: format.number(periods[at]?.[what] ?? 0),
    to: who({ what, period: days[at] }),
  });
  return (
    <Waited height={280}>
      <Bars
        label={t("paths.flows.title")}
        labels={labels}
        series={series}
        format={format.compact}
        hint={hint}
        stacked
        marks={marks}
        height={280}
        onPress={press}
        table={{
          head: [
            t("paths.cohorts.period"),
            t("paths.flows.active"),
            ...kinds.map((k) => t(`paths.flows.kinds.${k}`)),
            t("paths.flows.shares.kept"),
          ],
          rows: periods.map((p, i) => [
            labels[i] ?? "",
            linked(i, "active"),
            ...kinds.map((k) => linked(i, k)),
            format.value(p.kept?.value, "percent"),
          ]),
        }}
      />
    </Waited>
  );
}

function linesOf(p: CohortFlow, t: ReturnType<typeof useT>, format: ReturnType<typeof useFormat>) {
  const kept = p.kept
    ? `${format.percent(p.kept.value)} (${t("ui.to", { low: format.percent(p.kept.lo), high: format.percent(p.kept.hi) })})`
    : "–";
  return [
    [t("paths.flows.active"), format.number(p.active)] as const,
    ...kinds.map((k) => [t(`paths.flows.kinds.${k}`), format.number(p[k])] as const),
    [t("paths.flows.shares.kept"), kept] as const,
  ];
}
