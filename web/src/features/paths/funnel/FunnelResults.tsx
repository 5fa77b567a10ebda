// SPDX-License-Identifier: Apache-2.0
import type { FunnelDifference, FunnelResult } from "@/api/generated";
import { useFormat, useT } from "@/lang";
import { useParam } from "@/lib/useFilter";
import { ExportMenu, Figure, Loaded, Panel, QuietLink } from "@/ui";
import { About } from "../About";
import { type Asked, comparedIn } from "../answers";
import { Chart } from "../Chart";
import { useSideName } from "../Compare";
import { type DifferenceRow, Differences } from "../Differences";
import { useAsk, useHere, type Who } from "../here";
import { Nobody } from "../Nobody";
import { ConvertTimes } from "./ConvertTimes";
import classes from "./Funnel.module.css";
import { FunnelBars } from "./FunnelBars";
import { FunnelTable } from "./FunnelTable";
import { GroupTable } from "./GroupTable";
import { type Series, seriesOf } from "./series";
import type { FunnelState } from "./useFunnel";
import { useStepTitle } from "./useStepTitle";

type Answer = Asked<FunnelResult, FunnelDifference>;

export function FunnelResults({ funnel }: { funnel: FunnelState }) {
  const t = useT();
  const [breakdown] = useParam("breakdown");
  // By and against are two questions; a breakdown goes first.
  const asked = useAsk<FunnelResult, FunnelDifference>(
    "funnel",
    { ...funnel.query, by: breakdown || undefined },
    { compared: !breakdown },
  );
  const name = useSeriesName(breakdown);
  const nobody = (data: Answer) => seriesOf(data).every((s) => !s.of.entered);
  const series = asked.data && !nobody(asked.data) ? seriesOf(asked.data) : [];
  const [first] = series;
  return (
    <>
      <Panel title={t("paths.funnel.title")} actions={<ExportMenu href={asked.file} />}>
        <Loaded query={asked} skeleton={<Chart.Waiting height={360} />} isEmpty={nobody} empty={<Nobody />}>
          {(data) => {
            const drawn = seriesOf(data);
            return (
              <>
                {drawn.length === 1 && drawn[0] && <Summary of={drawn[0].of} who={asked.who} />}
                <FunnelBars series={drawn} name={name} who={asked.who} />
              </>
            );
          }}
        </Loaded>
      </Panel>
      {asked.data && comparedIn(asked.data) && <FunnelDifferences asked={asked.data} />}
      {series.length > 1 && (
        <Panel title={t("paths.funnel.groups")} flush actions={<ExportMenu href={asked.file} />}>
          <GroupTable series={series} name={name} who={asked.who} />
        </Panel>
      )}
      {first && (
        <>
          <ConvertTimes series={series} name={name} />
          {series.length === 1 && (
            <Panel title={t("paths.funnel.table")} flush actions={<ExportMenu href={asked.file} />}>
              <FunnelTable of={first.of} who={asked.who} />
            </Panel>
          )}
        </>
      )}
      {asked.data && <About of={asked.data.about} />}
    </>
  );
}

/** What a group is called, in the reader's words. */
function useSeriesName(breakdown: string): (s: Series) => string {
  const t = useT();
  const format = useFormat();
  const side = useSideName();
  const { segment, channel } = useHere();
  const month = (text: string) =>
    new Intl.DateTimeFormat(format.locale, { month: "long", year: "numeric", timeZone: "UTC" }).format(
      new Date(`${text}-01T00:00:00Z`),
    );
  return ({ value }) => {
    switch (breakdown) {
      case "segment":
        return segment(value);
      case "channel":
        return channel(value);
      case "month":
        return /^\d{4}-\d{2}$/.test(value) ? month(value) : value;
      case "outcome":
        return value === "completed" || value === "abandoned" || value === "ongoing"
          ? t(`paths.outcome.${value}`)
          : value;
      default:
        return value ? side(value) : t("paths.funnel.all");
    }
  };
}

function Summary({ of, who }: { of: FunnelResult; who: Who }) {
  const t = useT();
  const { convert, rate } = of;
  const time = { value: convert.median_s, lo: convert.median_lo_s, hi: convert.median_hi_s, n: convert.n };
  const figures = [
    {
      name: t("paths.funnel.rate"),
      figure: <Figure of={rate} kind="percent" size="large" label={t("paths.funnel.rate")} />,
      note: rate && <Bounds lo={rate.lo} hi={rate.hi} />,
    },
    {
      name: t("paths.funnel.entered"),
      figure: <Figure of={{ value: of.entered }} size="large" to={who({ what: "reached", at: 1 })} />,
      note: of.unripe > 0 && (
        <QuietLink to={who({ what: "unripe" })}>{t("paths.funnel.unripe", { count: of.unripe })}</QuietLink>
      ),
    },
    {
      name: t("paths.funnel.converted"),
      figure: (
        <Figure
          of={{ value: of.converted }}
          size="large"
          to={who({ what: "reached", at: of.steps?.length })}
        />
      ),
      note: of.excluded > 0 && (
        <QuietLink to={who({ what: "excluded" })}>
          {t("paths.funnel.excluded", { count: of.excluded })}
        </QuietLink>
      ),
    },
    {
      name: t("paths.funnel.convertTime"),
      figure: <Figure of={time} kind="duration" size="large" label={t("paths.funnel.convertTime")} />,
    },
  ];
  return (
    <dl className={classes.summary}>
      {figures.map(({ name, figure, note }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{figure}</dd>
          <dd className={classes.note}>{note}</dd>
        </div>
      ))}
    </dl>
  );
}

function Bounds({ lo, hi }: { lo: number; hi: number }) {
  const t = useT();
  const format = useFormat();
  return t("ui.to", { low: format.percent(lo), high: format.percent(hi) });
}

function FunnelDifferences({ asked }: { asked: Answer }) {
  const t = useT();
  const title = useStepTitle();
  const compared = comparedIn(asked);
  if (!compared) return null;
  const { a, b, difference } = compared;
  const times = (of: FunnelResult | null) =>
    of && {
      value: of.convert.median_s,
      lo: of.convert.median_lo_s,
      hi: of.convert.median_hi_s,
      n: of.convert.n,
    };
  const rows: DifferenceRow[] = [
    {
      key: "rate",
      words: t("paths.funnel.rate"),
      name: <b>{t("paths.funnel.rate")}</b>,
      kind: "percent",
      a: a.answer?.rate ?? null,
      b: b.answer?.rate ?? null,
      difference: difference?.rate ?? null,
    },
    {
      key: "time",
      words: t("paths.funnel.convertTime"),
      name: t("paths.funnel.convertTime"),
      kind: "duration",
      a: times(a.answer),
      b: times(b.answer),
      difference: difference?.convert_s ?? null,
    },
    ...(difference?.steps ?? []).map((d, i) => ({
      key: `${i}:${d.id}`,
      words: t("paths.funnel.fromPrevious", { step: title(d) }),
      name: t("paths.funnel.fromPrevious", { step: title(d) }),
      kind: "percent" as const,
      a: a.answer?.steps?.[i]?.from_previous ?? null,
      b: b.answer?.steps?.[i]?.from_previous ?? null,
      difference: d.from_previous,
    })),
  ];
  return (
    <Differences
      a={a.value}
      b={b.value}
      sortParam="funneldiff"
      rows={rows.filter((row) => row.difference !== null || row.key === "rate")}
    />
  );
}
