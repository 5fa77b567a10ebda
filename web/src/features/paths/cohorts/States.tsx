// SPDX-License-Identifier: Apache-2.0
import { Select } from "@mantine/core";
import { IconTimelineEvent } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { useNavigate } from "react-router";
import { documentsQuery } from "@/api";
import type { CohortStates, CohortStatesDifference } from "@/api/generated";
import { Bars, Heat } from "@/charts";
import { useFormat, useT } from "@/lang";
import { useParam } from "@/lib/useFilter";
import { EmptyState, ExportMenu, Loaded, Panel } from "@/ui";
import { comparedIn, mainIn } from "../answers";
import { Controls } from "../Controls";
import { Differences } from "../Differences";
import { useAsk, useNotes, type Who } from "../here";
import { Waited } from "../Waited";
import classes from "./Cohorts.module.css";
import { dayOf, type Every, marksOf, periodName } from "./periods";

interface LifecycleDocument {
  states?: { id: string; title?: string }[];
}

/** In which states of a lifecycle customers begin, and how one follows another. */
export function States({ every }: { every: string }) {
  const t = useT();
  const lifecycles = useQuery(documentsQuery<LifecycleDocument>("lifecycle"));
  const [chosen, setChosen] = useParam("lifecycle");
  const list = lifecycles.data ?? [];
  const id = chosen || list[0]?.id;
  const asked = useAsk<CohortStates, CohortStatesDifference>(
    "states",
    { every, lifecycle: id },
    { enabled: id !== undefined },
  );
  const compared = asked.data && comparedIn(asked.data);
  const states = list.find((l) => l.id === id)?.value.states ?? [];
  const title = (state: string) => states.find((s) => s.id === state)?.title ?? state;
  if (lifecycles.data && list.length === 0)
    return (
      <Panel title={t("paths.states.title")}>
        <EmptyState
          icon={<IconTimelineEvent size={20} stroke={1.6} />}
          title={t("paths.states.noLifecycle")}
          text={t("paths.states.noLifecycleText")}
        />
      </Panel>
    );
  return (
    <>
      <Panel
        title={t("paths.states.title")}
        text={t("paths.states.text")}
        flush
        actions={<ExportMenu href={asked.file} />}
      >
        {list.length > 1 && (
          <Controls>
            <Select
              size="xs"
              label={t("nav.lifecycle")}
              data={list.map((l) => ({ value: l.id, label: l.title }))}
              value={id ?? null}
              onChange={(v) => setChosen(v ?? "")}
              allowDeselect={false}
            />
          </Controls>
        )}
        <div className={classes.body}>
          <Loaded
            query={asked}
            isEmpty={(data) => !mainIn(data).periods?.length}
            empty={<EmptyState title={t("paths.retention.none")} text={t("paths.retention.noneText")} />}
          >
            {(data) => (
              <>
                <StateBars of={mainIn(data)} title={title} who={asked.who} />
                <StateFlows of={mainIn(data)} title={title} who={asked.who} />
              </>
            )}
          </Loaded>
        </div>
      </Panel>
      {compared && (
        <Differences
          title={t("paths.states.differences")}
          a={compared.a.value}
          b={compared.b.value}
          sortParam="statesdiff"
          rows={(compared.difference?.flows ?? []).map((d) => {
            const words = `${title(d.from)} → ${title(d.to)}`;
            const at = (of: CohortStates | null) =>
              of?.flows?.find((f) => f.from === d.from && f.to === d.to)?.share ?? null;
            return {
              key: `${d.from}→${d.to}`,
              words,
              name: words,
              kind: "percent" as const,
              a: at(compared.a.answer),
              b: at(compared.b.answer),
              difference: d.share,
            };
          })}
        />
      )}
    </>
  );
}

interface PartProps {
  of: CohortStates;
  title: (state: string) => string;
  who: Who;
}

function StateBars({ of, title, who }: PartProps) {
  const t = useT();
  const navigate = useNavigate();
  const format = useFormat();
  const notes = useNotes();
  const periods = useMemo(() => of.periods ?? [], [of]);
  const ids = useMemo(
    () => [...new Set(periods.flatMap((p) => (p.states ?? []).map((s) => s.state)))],
    [periods],
  );
  const labels = useMemo(
    () => periods.map((p) => periodName(p.start, of.every as Every, of.zone, format)),
    [periods, of.every, of.zone, format],
  );
  const marks = useMemo(
    () =>
      marksOf(
        notes,
        periods.map((p) => dayOf(p.start, of.zone)),
      ),
    [notes, periods, of.zone],
  );
  const at = useCallback(
    (period: number, state: string) => periods[period]?.states?.find((s) => s.state === state),
    [periods],
  );
  const series = ids.map((state, i) => ({
    name: title(state),
    colour: `var(--c-${(i * 2) % 12})`,
    values: periods.map((_, p) => at(p, state)?.share?.value ?? 0),
    pale: periods.map((p) => p.incomplete),
  }));
  const began = (period: number, state: string | undefined) =>
    who({ what: "began", state, period: dayOf(periods[period]?.start ?? "", of.zone) });
  const written = (period: number, state: string) => {
    const share = at(period, state)?.share;
    return share
      ? `${format.percent(share.value)} (${t("ui.to", { low: format.percent(share.lo), high: format.percent(share.hi) })})`
      : "–";
  };
  return (
    <Waited height={260}>
      <Bars
        label={t("paths.states.title")}
        labels={labels}
        series={series}
        format={format.percent}
        stacked
        max={1}
        marks={marks}
        height={260}
        hint={(i) =>
          periods[i]
            ? {
                title: labels[i] ?? "",
                lines: [
                  ...ids.map((state) => [title(state), written(i, state)] as const),
                  ["n", format.number(periods[i].instances)] as const,
                ],
                note: t(periods[i].incomplete ? "paths.cohorts.incomplete" : "paths.behind.bar"),
              }
            : null
        }
        onPress={(at, state) => navigate(began(at, ids[state]))}
        table={{
          head: [t("paths.cohorts.period"), "n", ...ids.map(title)],
          rows: periods.map((p, i) => [
            labels[i] ?? "",
            format.number(p.instances),
            ...ids.map((s) => ({ text: written(i, s), to: began(i, s) })),
          ]),
        }}
      />
    </Waited>
  );
}

function StateFlows({ of, title, who }: PartProps) {
  const t = useT();
  const format = useFormat();
  const flows = of.flows ?? [];
  const ids = [...new Set(flows.flatMap((f) => [f.from, f.to]))];
  if (flows.length === 0) return null;
  const heads = ids.map((id) => ({ key: id, title: title(id) }));
  return (
    <>
      <h3 className={classes.sub}>{t("paths.states.flows")}</h3>
      <Waited height={140}>
        <Heat
          label={t("paths.states.flows")}
          corner={t("paths.states.corner")}
          rows={heads}
          columns={heads}
          cell={(row, column) => {
            const flow = flows.find((f) => f.from === row.key && f.to === column.key);
            if (!flow) return undefined;
            return {
              heat: flow.share?.value ?? 0,
              text: format.value(flow.share?.value, "percent"),
              href: who({ what: "followed", before: flow.from, state: flow.to }),
              hint: {
                title: `${row.title} → ${column.title}`,
                lines: [
                  [t("paths.states.times"), format.number(flow.count)],
                  [t("nav.customers"), format.number(flow.customers)],
                  [t("paths.share"), format.value(flow.share?.value, "percent")],
                  [
                    t("ui.interval"),
                    flow.share
                      ? t("ui.to", {
                          low: format.percent(flow.share.lo),
                          high: format.percent(flow.share.hi),
                        })
                      : "–",
                  ],
                ],
                note: t("paths.behind.way"),
              },
            };
          }}
        />
      </Waited>
    </>
  );
}
