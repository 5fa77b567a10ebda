// SPDX-License-Identifier: Apache-2.0
import { Select } from "@mantine/core";
import { useCallback, useMemo } from "react";
import type { FunnelResult } from "@/api/generated";
import { Bars } from "@/charts";
import { useFormat, useT } from "@/lang";
import { useParam } from "@/lib/useFilter";
import { Figure, Panel, State } from "@/ui";
import { Waited } from "../Waited";
import classes from "./Funnel.module.css";
import type { Series } from "./series";

/** How long it takes from the first step to the last; of several groups one is chosen. */
export function ConvertTimes({ series, name }: { series: Series[]; name: (s: Series) => string }) {
  const t = useT();
  const [group, setGroup] = useParam("group");
  const known = series.filter((s) => s.of.convert.n > 0);
  const shown = known.find((s) => s.value === group) ?? known[0];
  return (
    <Panel
      title={t("paths.funnel.times")}
      text={t("paths.funnel.timesText")}
      actions={
        known.length > 1 && (
          <Select
            size="xs"
            aria-label={t("paths.funnel.group")}
            data={known.map((s) => ({ value: s.value, label: name(s) }))}
            value={shown?.value ?? null}
            onChange={(value) => setGroup(value ?? "")}
            allowDeselect={false}
          />
        )
      }
    >
      {shown ? (
        <Times of={shown.of} />
      ) : (
        <State title={t("paths.funnel.noTimes")} text={t("paths.funnel.noTimesText")} />
      )}
    </Panel>
  );
}

function Times({ of }: { of: FunnelResult }) {
  const t = useT();
  const format = useFormat();
  const bins = useMemo(() => of.histogram ?? [], [of]);
  const range = useCallback(
    (at: number) => {
      const bin = bins[at];
      return bin ? t("ui.to", { low: format.duration(bin.from_s), high: format.duration(bin.to_s) }) : "";
    },
    [bins, t, format],
  );
  const total = bins.reduce((sum, b) => sum + b.count, 0);
  const hint = useCallback(
    (at: number) => ({
      title: range(at),
      lines: [
        [t("paths.instances"), format.number(bins[at]?.count ?? 0)] as const,
        [t("paths.share"), format.percent((bins[at]?.count ?? 0) / Math.max(1, total))] as const,
        ["n", format.number(total)] as const,
      ],
    }),
    [bins, range, total, t, format],
  );
  const labels = useMemo(() => bins.map((b) => format.duration(b.from_s)), [bins, format]);
  const bars = useMemo(
    () => [{ name: t("paths.instances"), colour: "var(--w-measure)", values: bins.map((b) => b.count) }],
    [bins, t],
  );
  const { convert } = of;
  const stats = [
    [
      t("paths.median"),
      { value: convert.median_s, lo: convert.median_lo_s, hi: convert.median_hi_s, n: convert.n },
    ],
    [t("paths.mean"), { value: convert.mean_s, n: convert.n }],
    [t("paths.p90"), { value: convert.p90_s, n: convert.n }],
  ] as const;
  return (
    <>
      <dl className={classes.figures}>
        {stats.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <Figure of={value} kind="duration" />
            </dd>
          </div>
        ))}
      </dl>
      <Waited height={220}>
        <Bars
          label={t("paths.funnel.times")}
          labels={labels}
          series={bars}
          format={format.compact}
          hint={hint}
          joined
          height={220}
          table={{
            head: [t("paths.durations.time"), t("paths.instances")],
            rows: bins.map((b, i) => [range(i), format.number(b.count)]),
          }}
        />
      </Waited>
    </>
  );
}
