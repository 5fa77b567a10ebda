// SPDX-License-Identifier: Apache-2.0
import { IconChevronRight } from "@tabler/icons-react";
import { Link } from "react-router";
import type { FunnelReached } from "@/api/generated";
import { type Hint, spoken, useTip } from "@/charts/Tip";
import { useFormat, useT } from "@/lang";
import type { Formats } from "@/lib/format";
import { Figure } from "@/ui";
import type { Who } from "../here";
import classes from "./Funnel.module.css";
import { lostOf, lostSince, mostSeries, placeBefore, type Series } from "./series";
import { useStepTitle } from "./useStepTitle";

/** Of a column, as its style has it, and what a finger needs; what is lower is pressed in the table. */
const [height, pressable] = [200, 24];

interface FunnelBarsProps {
  series: Series[];
  name: (s: Series) => string;
  who: Who;
}

/** A column a step: how many are left, with the interval, and how many were lost before. */
export function FunnelBars({ series, name, who }: FunnelBarsProps) {
  const t = useT();
  const title = useStepTitle();
  const shown = series.slice(0, mostSeries);
  const steps = shown[0]?.of.steps ?? [];
  return (
    <>
      {shown.length > 1 && (
        <ul className={classes.legend}>
          {shown.map((s) => (
            <li key={s.value}>
              <span style={{ background: s.colour }} aria-hidden />
              {name(s)}
            </li>
          ))}
          {series.length > shown.length && (
            <li>{t("paths.funnel.moreGroups", { count: series.length - shown.length })}</li>
          )}
        </ul>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className={classes.bars} tabIndex={0} role="region" aria-label={t("paths.funnel.title")}>
        <div className={classes.scale} aria-hidden>
          {["100 %", "50 %", "0"].map((s) => (
            <span key={s}>{s}</span>
          ))}
        </div>
        {steps.map((step, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step may come twice; its place tells it apart
          <div key={i} className={classes.column}>
            <div className={classes.cluster}>
              {shown.map((s) => (
                <Bar key={s.value} series={s} at={i} name={name(s)} who={who} />
              ))}
            </div>
            <div className={classes.caption}>
              <span className={classes.captionTitle} title={title(step)}>
                <span className={classes.captionNumber}>{i + 1}</span> {title(step)}
              </span>
              {step.optional && shown.length > 1 && (
                <span className={classes.optional}>{t("common.optional")}</span>
              )}
              {shown.length === 1 && <Numbers step={step} to={who({ what: "reached", at: i + 1 })} />}
            </div>
          </div>
        ))}
      </div>
    </>
  );
}

/** Below a column: how many, what share went on since the step before, how fast. */
function Numbers({ step, to }: { step: FunnelReached; to: string }) {
  const t = useT();
  const format = useFormat();
  return (
    <span className={classes.captionNumbers}>
      <span>
        <b>{format.value(step.rate?.value, "percent")}</b> · <Figure of={{ value: step.count }} to={to} />
        {step.optional && ` · ${t("common.optional")}`}
      </span>
      {step.from_previous && (
        <span className={classes.muted}>
          <IconChevronRight size={12} stroke={2} aria-hidden />
          <Figure of={step.from_previous} kind="percent" label={t("paths.funnel.goesOn")} />
          {step.time?.median_s != null && (
            <>
              <span>·</span>
              <Figure
                of={{
                  value: step.time.median_s,
                  lo: step.time.median_lo_s,
                  hi: step.time.median_hi_s,
                  n: step.time.n,
                }}
                kind="duration"
                label={t("paths.median")}
              />
            </>
          )}
        </span>
      )}
    </span>
  );
}

interface BarProps {
  series: Series;
  at: number;
  name: string;
  who: Who;
}

function Bar({ series, at, name, who }: BarProps) {
  const t = useT();
  const format = useFormat();
  const title = useStepTitle();
  const { tip, on } = useTip();
  const steps = series.of.steps ?? [];
  const step = steps[at];
  if (!step) return null;
  if (!step.rate)
    return (
      <div className={classes.track}>
        <span className={classes.tooRecent} title={t("paths.funnel.tooRecent")} />
      </div>
    );
  const rate = step.rate.value;
  const before = placeBefore(steps, at);
  const lost = step.optional ? 0 : Math.max(0, (steps[before]?.rate?.value ?? 0) - rate);
  const words = hintOf(step, title(step), series.value ? name : "", t, format);
  const lostWords: Hint = {
    title: t("paths.funnel.lostBefore", { step: title(step) }),
    lines: [
      [t("paths.share"), format.value(lostOf(step)?.value, "percent")],
      [t("paths.instances"), format.number(lostSince(steps, at))],
    ],
    note: lost * height >= pressable ? t("paths.behind.lost") : undefined,
  };
  const percent = (v: number) => `${Math.min(1, Math.max(0, v)) * 100}%`;
  const { group } = series;
  const fill = {
    className: classes.fill,
    "aria-label": spoken(words),
    style: { height: percent(rate), background: series.colour },
    ...on(words),
  };
  const gap = {
    className: classes.lost,
    "aria-label": spoken(lostWords),
    style: { bottom: percent(rate), height: percent(lost) },
    ...on(lostWords),
  };
  return (
    <div className={classes.track}>
      {lost * height >= pressable ? (
        <Link to={who({ what: "lost", at: before + 1, group })} {...gap} />
      ) : (
        lost > 0.001 && <span role="img" {...gap} />
      )}
      <Link to={who({ what: "reached", at: at + 1, group })} {...fill} />
      {at > 0 && (
        <span
          className={classes.whisker}
          aria-hidden
          style={{ bottom: percent(step.rate.lo), height: percent(step.rate.hi - step.rate.lo) }}
        />
      )}
      {tip}
    </div>
  );
}

function hintOf(
  step: FunnelReached,
  title: string,
  group: string,
  t: ReturnType<typeof useT>,
  format: Formats,
): Hint {
  const span = (e: { lo: number; hi: number }) =>
    t("ui.to", { low: format.percent(e.lo), high: format.percent(e.hi) });
  const lines: [string, string][] = [[t("paths.instances"), format.number(step.count)]];
  if (step.rate)
    lines.push(
      [t("paths.funnel.ofFirst"), format.percent(step.rate.value)],
      [t("ui.interval"), span(step.rate)],
      ["n", format.number(step.rate.n)],
    );
  if (step.from_previous)
    lines.push(
      [t("paths.funnel.goesOn"), format.percent(step.from_previous.value)],
      [t("ui.interval"), span(step.from_previous)],
    );
  if (step.time?.median_s != null) lines.push([t("paths.median"), format.duration(step.time.median_s)]);
  return { title: group ? `${title} · ${group}` : title, lines, note: t("paths.behind.here") };
}
