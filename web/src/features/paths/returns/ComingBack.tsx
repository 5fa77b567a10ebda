// SPDX-License-Identifier: Apache-2.0
import { TextInput } from "@mantine/core";
import { IconRepeat } from "@tabler/icons-react";
import { useCallback, useMemo } from "react";
import type { ReturnsDifference, ReturnsResult } from "@/api/generated";
import { Curve } from "@/charts";
import { useFormat, useT } from "@/lang";
import { useParam } from "@/lib/useFilter";
import { EmptyState, ExportMenu, Figure, Loaded, Panel } from "@/ui";
import { type Asked, comparedIn, mainIn } from "../answers";
import { useSideName } from "../Compare";
import { Controls } from "../Controls";
import { type DifferenceRow, Differences } from "../Differences";
import { useAsk, useHere, type Who } from "../here";
import { Waited } from "../Waited";
import { pointsOf } from "./curve";
import classes from "./Returns.module.css";
import { ReturnTables } from "./ReturnTables";

type Answer = Asked<ReturnsResult, ReturnsDifference>;

/** How many come back to the same journey, and when. */
export function ComingBack() {
  const t = useT();
  const format = useFormat();
  const [within, setWithin] = useParam("within");
  const asked = useAsk<ReturnsResult, ReturnsDifference>("returns", { within: within || undefined });
  const main = asked.data && mainIn(asked.data);
  return (
    <>
      <Panel
        title={t("paths.returns.title")}
        text={main ? t("paths.returns.text", { time: format.duration(main.within_s) }) : undefined}
        flush
        actions={<ExportMenu href={asked.file} />}
      >
        <Controls>
          <TextInput
            key={within}
            size="xs"
            w={120}
            label={t("paths.returns.within")}
            placeholder="90d"
            defaultValue={within}
            onBlur={(e) => setWithin(e.currentTarget.value.trim())}
            onKeyDown={(e) => e.key === "Enter" && setWithin(e.currentTarget.value.trim())}
          />
        </Controls>
        <div className={classes.body}>
          <Loaded
            query={asked}
            isEmpty={(data) => !mainIn(data).all?.completed}
            empty={
              <EmptyState
                icon={<IconRepeat size={20} stroke={1.6} />}
                title={t("paths.returns.none")}
                text={t("paths.returns.noneText")}
              />
            }
          >
            {(data) => (
              <>
                <Totals of={mainIn(data)} who={asked.who} />
                <ReturnCurve answer={data} />
              </>
            )}
          </Loaded>
        </div>
      </Panel>
      {asked.data && <ReturnDifferences answer={asked.data} />}
      {main && main.all?.completed > 0 && <ReturnTables of={main} file={asked.file} who={asked.who} />}
    </>
  );
}

function Totals({ of, who }: { of: ReturnsResult; who: Who }) {
  const t = useT();
  const { all } = of;
  return (
    <dl className={classes.figures}>
      <div>
        <dt>{t("paths.returns.rate")}</dt>
        <dd>
          <Figure
            of={all.rate}
            kind="percent"
            label={t("paths.returns.rate")}
            note={t("paths.returns.rateText")}
          />
        </dd>
      </div>
      <div>
        <dt>{t("paths.returns.completed")}</dt>
        <dd>
          <Figure of={{ value: all.completed }} to={who({ what: "completed" })} />
        </dd>
      </div>
      <div>
        <dt>{t("paths.returns.returned")}</dt>
        <dd>
          <Figure of={{ value: all.returned }} to={who({ what: "returned" })} />
        </dd>
      </div>
      <div>
        <dt>{t("paths.returns.reminded")}</dt>
        <dd>
          <Figure
            of={{ value: all.reminded }}
            to={who({ what: "reminded" })}
            note={t("paths.returns.remindedText")}
          />
        </dd>
      </div>
      <div>
        <dt>{t("paths.median")}</dt>
        <dd>
          <Figure
            of={all.time && { value: all.time.median_s, lo: all.time.lo_s, hi: all.time.hi_s, n: all.time.n }}
            kind="duration"
          />
        </dd>
      </div>
    </dl>
  );
}

function ReturnCurve({ answer }: { answer: Answer }) {
  const t = useT();
  const format = useFormat();
  const side = useSideName();
  const compared = comparedIn(answer);
  const days = useCallback((n: number) => t("paths.returns.days", { count: Math.round(n) }), [t]);
  const lines = useMemo(() => {
    const sides = compared ? [compared.a, compared.b] : [{ value: "", answer: mainIn(answer) }];
    return sides.flatMap((s, i) =>
      s.answer
        ? [
            {
              name: s.value ? side(s.value) : t("paths.returns.rate"),
              colour: compared ? `var(--c-${i})` : "var(--w-measure)",
              points: pointsOf(s.answer, days),
            },
          ]
        : [],
    );
  }, [answer, compared, days, side, t]);
  const first = lines[0]?.points ?? [];
  const span = (p: { lo?: number | null; hi?: number | null }) =>
    p.lo == null || p.hi == null
      ? "–"
      : t("ui.to", { low: format.percent(p.lo), high: format.percent(p.hi) });
  const hint = (at: number) => {
    const p = first[at];
    if (!p || p.value === null) return null;
    const watched =
      p.watched === undefined ? [] : [[t("paths.returns.watched"), format.number(p.watched)] as const];
    return {
      title: t("paths.returns.withinDays", { days: p.label }),
      lines: [
        ...lines.map((l) => [l.name, format.value(l.points[at]?.value, "percent")] as const),
        [t("ui.interval"), span(p)] as const,
        ...watched,
      ],
    };
  };
  if (first.length === 0) return null;
  return (
    <Waited height={260}>
      <Curve
        label={t("paths.returns.curve")}
        lines={lines}
        axis={days}
        format={format.percent}
        hint={hint}
        min={0}
        table={{
          head: [t("paths.returns.withinHead"), ...lines.map((l) => l.name), t("ui.interval")],
          rows: first.map((p, i) => [
            p.label,
            ...lines.map((l) => format.value(l.points[i]?.value, "percent")),
            span(p),
          ]),
        }}
      />
    </Waited>
  );
}

function ReturnDifferences({ answer }: { answer: Answer }) {
  const t = useT();
  const { channel } = useHere();
  const compared = comparedIn(answer);
  if (!compared) return null;
  const { a, b, difference } = compared;
  const channelRate = (of: ReturnsResult | null, id: string) =>
    of?.by_channel?.find((c) => c.channel === id)?.rate ?? null;
  const rows: DifferenceRow[] = [
    {
      key: "rate",
      words: t("paths.returns.rate"),
      name: t("paths.returns.rate"),
      kind: "percent",
      a: a.answer?.all.rate ?? null,
      b: b.answer?.all.rate ?? null,
      difference: difference?.rate ?? null,
    },
    ...(difference?.curve ?? []).map((d) => {
      const words = t("paths.returns.withinDays", {
        days: t("paths.returns.days", { count: Math.round(d.within_s / 86_400) }),
      });
      const at = (of: ReturnsResult | null) =>
        of?.curve?.find((p) => p.within_s === d.within_s)?.rate ?? null;
      return {
        key: String(d.within_s),
        words,
        name: words,
        kind: "percent" as const,
        a: at(a.answer),
        b: at(b.answer),
        difference: d.rate,
      };
    }),
    ...(difference?.by_channel ?? []).map((d) => ({
      key: d.channel,
      words: channel(d.channel),
      name: channel(d.channel),
      kind: "percent" as const,
      a: channelRate(a.answer, d.channel),
      b: channelRate(b.answer, d.channel),
      difference: d.rate,
    })),
  ];
  return (
    <Differences
      a={a.value}
      b={b.value}
      sortParam="returndiff"
      rows={rows.filter((r) => r.difference !== null)}
    />
  );
}
