// SPDX-License-Identifier: Apache-2.0
import { IconClockExclamation } from "@tabler/icons-react";
import { memo } from "react";
import { useFormat, useT } from "@/lang";
import { type Estimate, medianOf } from "@/lib/estimate";
import { few, onTimeRuler, timesOf } from "../../numbers/scores";
import type { Row, RowTimes } from "../../numbers/wire";
import { useTools } from "../../state/tools";
import { tip } from "../Tips";
import classes from "./Cells.module.css";
import { Differs, Pair } from "./Differs";
import { None, Num, TooFew, Unobserved, useHover } from "./parts";
import type { FigureProps } from "./ReachCell";

/** How long it takes to come here, and how much of it comes late. */
export const TimeCell = memo(function TimeCell({ row, other, differs, comparing }: FigureProps) {
  const t = useT();
  const times = timesOf(row);
  const others = other && timesOf(other);
  const tips: [string, string] = [
    tip(...useHover(`A: ${t("map.time.median")}`, median(times), "duration")),
    tip(...useHover(`B: ${t("map.time.median")}`, median(others), "duration")),
  ];
  if (comparing) {
    if (!times && !others) return row.observed ? <None /> : <Unobserved />;
    return (
      <div className={classes.pair}>
        <Pair
          a={median(times)}
          b={median(others)}
          kind="duration"
          range={[0, Math.max(times?.median_s ?? 0, others?.median_s ?? 0)]}
          tips={tips}
        />
        <Differs of={differs?.time_s} kind="duration" better="down" label={t("map.time.median")} />
        {differs?.late && (
          <>
            <div className={classes.what}>{t("map.time.lateLabel")}</div>
            <Differs of={differs.late} kind="points" better="down" label={t("map.time.lateLabel")} brief />
          </>
        )}
      </div>
    );
  }
  if (!times) return row.observed ? <None /> : <Unobserved needs={row.needs} />;
  if (times.n < few) return <TooFew n={times.n} />;
  return <Times row={row} times={times} />;
});

const median = (times: RowTimes | null | undefined): Estimate | undefined =>
  times ? medianOf(times) : undefined;

function Times({ row, times }: { row: Row; times: RowTimes }) {
  const t = useT();
  const format = useFormat();
  const tools = useTools();
  const since = times.of ? t("map.time.since", { step: tools.titleOf(times.of) }) : t("map.time.previous");
  const span =
    times.of && times.until
      ? t("map.time.between", { from: tools.titleOf(times.of), to: tools.titleOf(times.until) })
      : since;
  const late = times.late;
  return (
    <>
      <div className={classes.line}>
        <Num
          className={classes.value}
          label={t("map.time.median")}
          of={medianOf(times)}
          kind="duration"
          more={[span]}
          to={tools.customers(row.id, "reached")}
        />
        <span className={classes.side}>{t("ui.n", { count: times.n })}</span>
      </div>
      <Ruler times={times} />
      <div className={classes.small}>
        <span>{t("map.time.p90", { time: format.duration(times.p90_s) })}</span>
      </div>
      {times.of && <div className={classes.small}>{span}</div>}
      {late && late.n >= few && (
        <div style={{ marginTop: 4 }}>
          <span className={classes.pill} data-tone={late.value > 0 ? undefined : "good"}>
            <IconClockExclamation size={12} stroke={2} aria-hidden />
            <Num
              label={t("map.time.lateLabel")}
              text={t("map.time.late", { share: format.percent(late.value) })}
              of={late}
              kind="percent"
              more={[times.promise && t("map.time.promise", { promise: times.promise })]}
              to={tools.customers(row.id, "late")}
            />
          </span>
        </div>
      )}
      {row.overdue ? (
        <div className={classes.small}>
          <Num
            label={t("map.time.overdueLabel")}
            text={t("map.time.overdue", { count: row.overdue })}
            of={{ value: row.overdue }}
            to={tools.customers(row.id, "overdue")}
          />
        </div>
      ) : null}
    </>
  );
}

/** From a second to a year; each tenth of it is about twice as long as the one before. */
function Ruler({ times }: { times: RowTimes }) {
  const [middle, end] = [onTimeRuler(times.median_s), onTimeRuler(times.p90_s)];
  const percent = (share: number) => `${(share * 96 + 2).toFixed(1)}%`;
  return (
    <div className={classes.ruler} aria-hidden>
      <div
        className={classes.tail}
        style={{ left: percent(middle), width: `${(Math.max(0, end - middle) * 96).toFixed(1)}%` }}
      />
      <div className={classes.dot} style={{ left: percent(middle) }} />
    </div>
  );
}
