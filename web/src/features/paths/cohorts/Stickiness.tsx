// SPDX-License-Identifier: Apache-2.0
import { useCallback, useMemo } from "react";
import { useNavigate } from "react-router";
import type { CohortStickiness, CohortStickinessDifference } from "@/api/generated";
import { Bars } from "@/charts";
import { useFormat, useT } from "@/lang";
import { ExportMenu, Loaded, Panel, State } from "@/ui";
import { comparedIn, mainIn } from "../answers";
import { Differences } from "../Differences";
import { useAsk, type Who } from "../here";
import type { Query } from "../terms";
import { Waited } from "../Waited";
import type { Every } from "./periods";

/** In how many periods customers are active. */
export function Stickiness({ query }: { query: Query }) {
  const t = useT();
  const format = useFormat();
  const asked = useAsk<CohortStickiness, CohortStickinessDifference>("stickiness", query);
  const compared = asked.data && comparedIn(asked.data);
  const main = asked.data && mainIn(asked.data);
  return (
    <>
      <Panel
        title={t("paths.stickiness.title")}
        text={
          main?.every
            ? t("paths.stickiness.text", {
                customers: format.number(main.customers),
                periods: t(`paths.stickiness.periods.${main.every as Every}`, { count: main.periods }),
              })
            : undefined
        }
        actions={<ExportMenu href={asked.file} />}
      >
        <Loaded
          query={asked}
          isEmpty={(data) => !mainIn(data).histogram?.length}
          empty={<State title={t("paths.retention.none")} text={t("paths.retention.noneText")} />}
        >
          {(data) => <Histogram of={mainIn(data)} who={asked.who} />}
        </Loaded>
      </Panel>
      {compared?.difference && (
        <Differences
          title={t("paths.stickiness.differences")}
          a={compared.a.value}
          b={compared.b.value}
          sortParam="stickinessdiff"
          rows={(compared.difference.histogram ?? []).map((d) => {
            const words = t(`paths.stickiness.periods.${(main?.every ?? "week") as Every}`, {
              count: d.periods,
            });
            const at = (of: CohortStickiness | null) =>
              of?.histogram?.find((b) => b.periods === d.periods)?.share ?? null;
            return {
              key: String(d.periods),
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

function Histogram({ of, who }: { of: CohortStickiness; who: Who }) {
  const navigate = useNavigate();
  const t = useT();
  const format = useFormat();
  const bars = useMemo(() => of.histogram ?? [], [of]);
  const name = useCallback(
    (count: number) => t(`paths.stickiness.periods.${of.every as Every}`, { count }),
    [t, of.every],
  );
  const span = useCallback(
    (at: number) => {
      const share = bars[at]?.share;
      return share ? t("ui.to", { low: format.percent(share.lo), high: format.percent(share.hi) }) : "–";
    },
    [bars, t, format],
  );
  const labels = useMemo(() => bars.map((b) => String(b.periods)), [bars]);
  const series = useMemo(
    () => [
      {
        name: t("paths.share"),
        colour: "var(--w-measure)",
        values: bars.map((b) => b.share?.value ?? null),
        spans: bars.map((b) => b.share && { lo: b.share.lo, hi: b.share.hi }),
      },
    ],
    [bars, t],
  );
  const hint = useCallback(
    (at: number) => {
      const bar = bars[at];
      return bar
        ? {
            title: name(bar.periods),
            lines: [
              [t("nav.customers"), format.number(bar.customers)] as const,
              [t("paths.share"), format.value(bar.share?.value, "percent")] as const,
              [t("ui.interval"), span(at)] as const,
              ["n", format.number(bar.share?.n ?? 0)] as const,
            ],
            note: t("paths.behind.bar"),
          }
        : null;
    },
    [bars, name, span, t, format],
  );
  return (
    <Waited height={220}>
      <Bars
        label={t("paths.stickiness.title")}
        labels={labels}
        series={series}
        format={format.percent}
        hint={hint}
        height={220}
        onPress={(at) => navigate(who({ count: bars[at]?.periods }))}
        table={{
          head: [t("paths.stickiness.in"), t("nav.customers"), t("paths.share"), t("ui.interval")],
          rows: bars.map((b, i) => [
            name(b.periods),
            { text: format.number(b.customers), to: who({ count: b.periods }) },
            format.value(b.share?.value, "percent"),
            span(i),
          ]),
        }}
      />
    </Waited>
  );
}
