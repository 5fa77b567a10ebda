// SPDX-License-Identifier: Apache-2.0
import { IconArrowDownRight } from "@tabler/icons-react";
import { memo } from "react";
import { useFormat, useT } from "@/lang";
import { few, reachParts } from "../../numbers/scores";
import type { Row, RowDifference } from "../../numbers/wire";
import { useTools } from "../../state/tools";
import { tip } from "../Tips";
import classes from "./Cells.module.css";
import { Differs, Pair } from "./Differs";
import { None, Num, TooFew, Unobserved, useHover } from "./parts";

export interface FigureProps {
  row: Row;
  /** The row it is compared with, and what differs. */
  other?: Row;
  differs?: RowDifference;
  comparing: boolean;
}

/** Who reaches the step, and who leaves there. */
export const ReachCell = memo(function ReachCell({ row, other, differs, comparing }: FigureProps) {
  const t = useT();
  const tools = useTools();
  if (comparing) return <ReachPair row={row} other={other} differs={differs} />;
  if (!row.observed || row.reach === null) return <Unobserved needs={row.needs} />;
  const to = tools.customers(row.id, "reached");
  const enough = (row.reach_rate?.n ?? 0) >= few;
  return (
    <div className={classes.reach}>
      <div className={classes.line}>
        {enough ? (
          <Num
            className={classes.value}
            label={t("map.reach.rate")}
            of={row.reach_rate}
            kind="percent"
            to={to}
          />
        ) : (
          <TooFew n={row.reach_rate?.n ?? 0} />
        )}
        {(enough || row.reach > 0) && (
          <Num className={classes.side} label={t("map.reach.count")} of={{ value: row.reach }} to={to} />
        )}
      </div>
      {enough && <Bar row={row} />}
      {enough && (
        <div className={classes.leave}>
          <Leave row={row} />
        </div>
      )}
      <Marks row={row} />
    </div>
  );
});

function Bar({ row }: { row: Row }) {
  const parts = reachParts(row);
  if (!parts) return null;
  const percent = (share: number) => `${share * 100}%`;
  const { lo = 0, hi = 0 } = row.reach_rate ?? {};
  return (
    <div className={classes.bar} aria-hidden>
      <div className={classes.reached} style={{ height: percent(parts.reached - parts.dropped) }} />
      <div
        className={classes.dropped}
        style={{ bottom: percent(parts.reached - parts.dropped), height: percent(parts.dropped) }}
      />
      <div className={classes.whisker} style={{ bottom: percent(lo), height: percent(hi - lo) }} />
    </div>
  );
}

function Leave({ row }: { row: Row }) {
  const t = useT();
  const format = useFormat();
  const tools = useTools();
  const lines = useHover(t("map.reach.leave"), row.drop_rate, "percent", [
    row.dropped !== null && t("map.reach.left", { count: row.dropped }),
  ]);
  if (!row.drop_rate || !row.dropped) return null;
  const text = format.percent(row.drop_rate.value);
  const to = tools.customers(row.id, "left");
  return (
    <span className={classes.pill} data-tip={tip(...lines, to && t("map.behind"))}>
      <IconArrowDownRight size={12} stroke={2} aria-hidden />
      <Num label={t("map.reach.leave")} text={text} of={row.drop_rate} kind="percent" to={to} />
    </span>
  );
}

function Marks({ row }: { row: Row }) {
  const t = useT();
  const tools = useTools();
  const marks = [
    ["skipped", row.skipped, t("map.reach.skipped", { count: row.skipped ?? 0 }), t("map.reach.skippedText")],
    ["repeated", row.repeats, t("map.reach.again", { count: row.repeats ?? 0 }), t("map.reach.againText")],
    ["failed", row.failed, t("map.reach.failed", { count: row.failed ?? 0 }), t("map.reach.failedText")],
    ["waiting", row.waiting, t("map.reach.waiting", { count: row.waiting ?? 0 }), t("map.reach.waitingText")],
  ] as const;
  return (
    <div className={classes.small}>
      {marks.map(([what, count, text, label]) =>
        count ? (
          <Num
            key={what}
            label={label}
            text={text}
            of={{ value: count }}
            to={tools.customers(row.id, what)}
          />
        ) : null,
      )}
    </div>
  );
}

function ReachPair({ row, other, differs }: Pick<FigureProps, "row" | "other" | "differs">) {
  const t = useT();
  const tips = useBoth(row, other);
  if (row.reach_rate == null && other?.reach_rate == null) return row.observed ? <None /> : <Unobserved />;
  return (
    <div className={classes.pair}>
      <Pair a={row.reach_rate} b={other?.reach_rate} kind="percent" range={[0, 1]} tips={tips} />
      <Differs of={differs?.reach_rate} kind="points" better="none" label={t("map.reach.rate")} />
      {differs?.drop_rate && differs.drop_rate.value !== 0 && (
        <>
          <div className={classes.what}>{t("map.reach.leave")}</div>
          <Differs of={differs.drop_rate} kind="points" better="down" label={t("map.reach.leave")} brief />
        </>
      )}
    </div>
  );
}

function useBoth(row: Row, other: Row | undefined): [string, string] {
  const t = useT();
  return [
    tip(...useHover(`A: ${t("map.reach.rate")}`, row.reach_rate, "percent")),
    tip(...useHover(`B: ${t("map.reach.rate")}`, other?.reach_rate, "percent")),
  ];
}
