// SPDX-License-Identifier: Apache-2.0
import { SegmentedControl } from "@mantine/core";
import { useCallback, useMemo } from "react";
import type { PathDuration, PathDurations, PathDurationsDifference } from "@/api/generated";
import { Bars } from "@/charts";
import { useFormat, useT } from "@/lang";
import { useParam } from "@/lib/useFilter";
import { ExportMenu, Figure, Loaded, Panel } from "@/ui";
import { comparedIn, mainIn } from "../answers";
import { Controls } from "../Controls";
import { Differences } from "../Differences";
import { useAsk } from "../here";
import { Waited } from "../Waited";
import classes from "./Transitions.module.css";

const outcomes = ["all", "completed", "abandoned", "ongoing", "to_completion"] as const;
type Outcome = (typeof outcomes)[number];

/** How long it takes, by what it came to. */
export function Durations() {
  const t = useT();
  const [chosen, setOutcome] = useParam("outcome", "completed");
  const outcome = (outcomes as readonly string[]).includes(chosen) ? (chosen as Outcome) : "completed";
  const asked = useAsk<PathDurations, PathDurationsDifference>("durations");
  const compared = asked.data && comparedIn(asked.data);
  return (
    <>
      <Panel
        title={t("paths.durations.title")}
        text={t(outcome === "to_completion" ? "paths.durations.textCompletion" : "paths.durations.text")}
        flush
        actions={<ExportMenu href={asked.file} />}
      >
        <Controls>
          <SegmentedControl
            size="xs"
            aria-label={t("paths.durations.of")}
            value={outcome}
            onChange={setOutcome}
            data={outcomes.map((value) => ({ value, label: t(`paths.durations.outcomes.${value}`) }))}
          />
        </Controls>
        <div className={classes.chart}>
          <Loaded query={asked} isTooFew={(data) => !mainIn(data)[outcome]?.n}>
            {(data) => <Histogram of={mainIn(data)[outcome]} />}
          </Loaded>
        </div>
      </Panel>
      {compared && (
        <Differences
          title={t("paths.durations.differences")}
          a={compared.a.value}
          b={compared.b.value}
          sortParam="durationdiff"
          rows={outcomes.flatMap((o) => {
            const pair = compared.difference?.[`${o}_s`];
            const words = t(`paths.durations.outcomes.${o}`);
            return pair ? [{ key: o, words, name: words, kind: "duration" as const, ...pair }] : [];
          })}
        />
      )}
    </>
  );
}

function Histogram({ of }: { of: PathDuration | null }) {
  const t = useT();
  const format = useFormat();
  const bins = useMemo(() => of?.bins ?? [], [of]);
  const range = useCallback(
    (at: number) => {
      const bin = bins[at];
      if (!bin) return "";
      return bin.to_s == null
        ? t("paths.durations.more", { time: format.duration(bin.from_s) })
        : t("ui.to", { low: format.duration(bin.from_s), high: format.duration(bin.to_s) });
    },
    [bins, t, format],
  );
  const hint = useCallback(
    (at: number) => {
      const bin = bins[at];
      if (!bin) return null;
      const { value, lo, hi, n } = bin.share;
      return {
        title: range(at),
        lines: [
          [t("paths.instances"), format.number(bin.count)] as const,
          [t("paths.share"), format.percent(value)] as const,
          [t("ui.interval"), t("ui.to", { low: format.percent(lo), high: format.percent(hi) })] as const,
          ["n", format.number(n)] as const,
        ],
      };
    },
    [bins, range, t, format],
  );
  const labels = useMemo(
    () =>
      bins.map((b) =>
        b.to_s == null
          ? `${format.duration(b.from_s)} +`
          : `${format.duration(b.from_s)} – ${format.duration(b.to_s)}`,
      ),
    [bins, format],
  );
  const series = useMemo(
    () => [
      {
        name: t("paths.share"),
        colour: "var(--w-measure)",
        values: bins.map((b) => b.share.value),
        spans: bins.map((b) => ({ lo: b.share.lo, hi: b.share.hi })),
      },
    ],
    [bins, t],
  );
  if (!of) return null;
  const median = { value: of.median_s, lo: of.median_lo_s, hi: of.median_hi_s, n: of.n };
  const stats = [
    [t("paths.median"), median],
    [t("paths.mean"), { value: of.mean_s, n: of.n }],
    [t("paths.durations.quarter"), { value: of.p25_s, n: of.n }],
    [t("paths.durations.threeQuarters"), { value: of.p75_s, n: of.n }],
    [t("paths.p90"), { value: of.p90_s, n: of.n }],
    [t("paths.durations.longest"), { value: of.max_s, n: of.n }],
  ] as const;
  return (
    <>
      <dl className={classes.figures}>
        {stats.map(([name, value]) => (
          <div key={name} className={classes.figure}>
            <dt>{name}</dt>
            <dd>
              <Figure of={value} kind="duration" />
            </dd>
          </div>
        ))}
      </dl>
      <Waited height={240}>
        <Bars
          label={t("paths.durations.title")}
          labels={labels}
          series={series}
          format={format.percent}
          hint={hint}
          joined
          table={{
            head: [t("paths.durations.time"), t("paths.instances"), t("paths.share"), t("ui.interval")],
            rows: bins.map((b, i) => [
              range(i),
              format.number(b.count),
              format.percent(b.share.value),
              t("ui.to", { low: format.percent(b.share.lo), high: format.percent(b.share.hi) }),
            ]),
          }}
        />
      </Waited>
    </>
  );
}
