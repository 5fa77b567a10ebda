// SPDX-License-Identifier: Apache-2.0
import { SegmentedControl } from "@mantine/core";
import type { PathTransition, PathTransitions } from "@/api/generated";
import { Heat, type HeatCell, type HeatHead } from "@/charts";
import { useFormat, useT } from "@/lang";
import { useParam } from "@/lib/useFilter";
import { Controls } from "../Controls";
import { type To, useHere } from "../here";
import { Waited } from "../Waited";
import { end, type Measure, matrixOf, start, warmth } from "./matrix";
import classes from "./Transitions.module.css";

const measures: Measure[] = ["count", "instances", "median"];

/** From each step to each, as a table of colours. */
export function TransitionMatrix({ of, to }: { of: PathTransitions; to: To }) {
  const t = useT();
  const format = useFormat();
  const { steps, order } = useHere();
  const [chosen, setMeasure] = useParam("measure", "count");
  const measure = (measures as string[]).includes(chosen) ? (chosen as Measure) : "count";
  // A beginning and an end have no time before or behind them.
  const timeless = measure !== "median";
  const matrix = matrixOf(of, order);
  const edges: Record<string, string> = {
    [start]: t("paths.transitions.start"),
    [end]: t("paths.transitions.end"),
  };
  const head = (key: string): HeatHead => ({
    key,
    title: edges[key] ?? steps.title(key),
    colour: edges[key] ? undefined : steps.colour(key),
  });
  const cell = (row: HeatHead, column: HeatHead): HeatCell | undefined => {
    const found = matrix.at(row.key, column.key);
    if (!found) return undefined;
    const title = `${row.title} → ${column.title}`;
    const counted = (what: "starts" | "ends", step: string): HeatCell => ({
      heat: warmth(found.count, matrix.most.count, "count"),
      text: format.compact(found.count),
      href: to({ what, step }),
      hint: {
        title,
        lines: [
          [t("paths.instances"), format.number(found.count)],
          [t("paths.share"), format.percent(found.count / of.instances)],
        ],
        note: t("ui.showCustomers"),
      },
    });
    if (row.key === start) return counted("starts", column.key);
    if (column.key === end) return counted("ends", row.key);
    const full = found as PathTransition;
    const value = measure === "median" ? full.median_s : full[measure];
    return {
      heat: value == null ? 0 : warmth(value, matrix.most[measure], measure),
      text:
        value == null ? "–" : measure === "median" ? short(format.duration(value)) : format.compact(value),
      href: to({ what: "transition", step: full.from, next: full.to }),
      hint: {
        title,
        lines: [
          [t("paths.transitions.count"), format.number(full.count)],
          [t("paths.instances"), format.number(full.instances)],
          [
            t("paths.share"),
            `${format.percent(full.share.value)} (${t("ui.to", { low: format.percent(full.share.lo), high: format.percent(full.share.hi) })})`,
          ],
          [t("paths.median"), format.value(full.median_s, "duration")],
          [t("paths.p90"), format.value(full.p90_s, "duration")],
          [t("paths.transitions.timed"), format.number(full.n)],
        ],
        note: t("ui.showCustomers"),
      },
    };
  };
  return (
    <>
      <Controls>
        <SegmentedControl
          size="xs"
          aria-label={t("paths.transitions.measure")}
          value={measure}
          onChange={setMeasure}
          data={measures.map((value) => ({ value, label: t(`paths.transitions.measures.${value}`) }))}
        />
      </Controls>
      <div className={classes.matrix}>
        <Waited height={420}>
          <Heat
            label={t("paths.transitions.title")}
            corner={t("paths.transitions.corner")}
            rows={matrix.rows.filter((id) => timeless || id !== start).map(head)}
            columns={matrix.columns.filter((id) => timeless || id !== end).map(head)}
            cell={cell}
            upright
          />
        </Waited>
        {matrix.left > 0 && (
          <p className={classes.left}>{t("paths.transitions.left", { count: matrix.left })}</p>
        )}
      </div>
    </>
  );
}

/** The largest unit alone: a cell has no room for more. */
const short = (duration: string) => duration.split(" ").slice(0, 1).join(" ");
