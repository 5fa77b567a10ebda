// SPDX-License-Identifier: Apache-2.0
import {
  IconCircleCheck,
  IconHelp,
  IconTriangleFilled,
  IconTriangleInvertedFilled,
} from "@tabler/icons-react";
import { memo } from "react";
import { useFormat, useT } from "@/lang";
import { within } from "@/lib/estimate";
import { levelOf } from "../../document/forms";
import type { Step } from "../../document/types";
import { differenceKindOf, estimateOf, kindOf, type Reading, rangeOf, readingOf } from "../../numbers/scores";
import type { Row, Score } from "../../numbers/wire";
import { useTools } from "../../state/tools";
import { tip } from "../Tips";
import classes from "./Cells.module.css";
import { Differs, Pair } from "./Differs";
import { None, Num, TooFew, useHover } from "./parts";
import type { FigureProps } from "./ReachCell";

const signs: Record<Reading, typeof IconHelp> = {
  below: IconTriangleInvertedFilled,
  above: IconTriangleFilled,
  at: IconCircleCheck,
  undecided: IconHelp,
};

/** Satisfaction against what is wanted. */
export const PerformanceCell = memo(function PerformanceCell({
  step,
  row,
  other,
  differs,
  comparing,
}: FigureProps & { step?: Step }) {
  const t = useT();
  const score = row.satisfaction ?? undefined;
  const theirs = other?.satisfaction ?? undefined;
  const kind = kindOf(score ?? theirs);
  const tips: [string, string] = [
    tip(...useHover(`A: ${t("map.performance.score")}`, estimateOf(score), kind)),
    tip(...useHover(`B: ${t("map.performance.score")}`, estimateOf(theirs), kind)),
  ];
  const known = score ?? theirs;
  if (comparing && known)
    return (
      <div className={classes.pair}>
        <Pair a={estimateOf(score)} b={estimateOf(theirs)} kind={kind} range={rangeOf(known)} tips={tips} />
        <Differs
          of={differs?.satisfaction}
          kind={differenceKindOf(known)}
          better={known.scale.direction === "down" && known.kind !== "csat" ? "down" : "up"}
          label={t("map.performance.score")}
        />
      </div>
    );
  if (!score) return <Unmeasured step={step} />;
  if (score.too_few || score.value === null) return <TooFew n={score.n} />;
  return <Bullet row={row} score={score} />;
});

function Unmeasured({ step }: { step?: Step }) {
  const t = useT();
  const format = useFormat();
  const target = levelOf(step?.target).default;
  if (target !== undefined)
    return (
      <None>
        {t("map.performance.targetOnly", { target: format.value(target, target <= 1 ? "percent" : "score") })}
      </None>
    );
  return <None>{step?.satisfaction ? t("map.performance.noAnswers") : "–"}</None>;
}

function Bullet({ row, score }: { row: Row; score: Score }) {
  const t = useT();
  const format = useFormat();
  const tools = useTools();
  const kind = kindOf(score);
  const range = rangeOf(score);
  const at = (value: number) => `${within(value, ...range) * 100}%`;
  const reading = readingOf(row.reading);
  const Sign = reading && signs[reading];
  const wanted = row.gap_to === "expectation" ? row.expectation?.value : row.target;
  const words =
    reading && t(`map.performance.${row.gap_to === "expectation" ? "expected" : "target"}.${reading}`);
  return (
    <>
      <div className={classes.line}>
        <Num
          className={classes.value}
          label={t("map.performance.score")}
          of={estimateOf(score)}
          kind={kind}
          more={[
            score.rule,
            row.response_rate &&
              t("map.performance.response", { share: format.percent(row.response_rate.value) }),
          ]}
          to={tools.customers(row.id, "answered")}
        />
        <span className={classes.side}>{t("ui.n", { count: score.n })}</span>
      </div>
      <div className={classes.bullet} aria-hidden>
        <div className={classes.bulletFill} style={{ width: at(score.value ?? range[0]) }} />
        {score.lo != null && score.hi != null && (
          <div
            className={classes.bulletSpan}
            style={{
              left: at(score.lo),
              width: `${(within(score.hi, ...range) - within(score.lo, ...range)) * 100}%`,
            }}
          />
        )}
        {wanted != null && <div className={classes.bulletTarget} style={{ left: at(wanted) }} />}
      </div>
      {reading && Sign && (
        <span className={classes.reading} data-of={reading}>
          <Sign size={reading === "below" || reading === "above" ? 9 : 13} aria-hidden />
          {words} {format.value(wanted, kind)}
        </span>
      )}
    </>
  );
}
