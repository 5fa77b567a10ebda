// SPDX-License-Identifier: Apache-2.0
import { useMemo } from "react";
import { Canvas } from "./Canvas";
import type { Option } from "./engine";
import { Frame, type TableOf } from "./Frame";
import { categories, type DateMark, dateMarks, grid, noted, tooltip, values } from "./options";
import { usePaint } from "./paint";
import type { Hint } from "./Tip";

export interface BarSeries {
  name: string;
  /** A colour, or "var(--…)". */
  colour: string;
  /** In order of the labels; null is a gap, below zero hangs from the axis. */
  values: readonly (number | null)[];
  /** Intervals, drawn as whiskers. */
  spans?: readonly ({ lo: number; hi: number } | null)[];
  /** Periods that are not over: drawn paler. */
  pale?: readonly boolean[];
}

export interface BarsProps {
  label: string;
  /** One for each bar. */
  labels: readonly string[];
  series: readonly BarSeries[];
  format: (value: number) => string;
  hint: (at: number) => Hint | null;
  table: TableOf;
  height?: number;
  stacked?: boolean;
  /** Bars touch one another: they are ranges of one quantity. */
  joined?: boolean;
  marks?: readonly DateMark[];
  max?: number;
  onPress?: (at: number, series: number) => void;
}

/** Bars: a histogram, periods stacked, shares with whiskers. */
export default function Bars(props: BarsProps) {
  const {
    label,
    labels,
    series,
    format,
    hint,
    table,
    height = 240,
    stacked,
    joined,
    marks,
    max,
    onPress,
  } = props;
  const paint = usePaint();
  const option = useMemo<Option>(
    () => ({
      animationDuration: 250,
      textStyle: { fontFamily: "inherit" },
      grid: marks?.length ? noted : grid,
      tooltip: tooltip(paint, hint),
      xAxis: categories(paint, labels),
      yAxis: values(paint, (v) => format(Math.abs(v)), max === undefined ? {} : { max }),
      series: [
        ...series.map((s, i) => ({
          type: "bar",
          name: s.name,
          stack: stacked ? "all" : undefined,
          barCategoryGap: joined ? "6%" : "28%",
          barMaxWidth: joined ? undefined : 44,
          cursor: onPress ? "pointer" : "default",
          data: s.values.map((value, at) => ({
            value,
            itemStyle: {
              color: paint(s.colour),
              opacity: s.pale?.[at] ? 0.45 : 1,
              borderRadius: stacked ? 0 : [2, 2, 0, 0],
            },
          })),
          ...(i === 0 && marks ? dateMarks(paint, marks) : {}),
        })),
        ...series.filter((s) => s.spans).map((s) => whiskers(s.spans ?? [], paint("var(--w-ink)"))),
      ],
    }),
    [paint, labels, series, format, hint, stacked, joined, marks, max, onPress],
  );
  const legend = series.length > 1 ? series.map(({ name, colour }) => ({ name, colour })) : undefined;
  return (
    <Frame label={label} table={table} legend={legend}>
      <Canvas option={option} label={label} height={height} onPress={onPress} />
    </Frame>
  );
}

interface Drawing {
  value: (dimension: number) => number;
  coord: (point: [number, number]) => [number, number];
}

/** Intervals as whiskers over bars. */
function whiskers(spans: readonly ({ lo: number; hi: number } | null)[], colour: string): Option {
  const line = (x1: number, y1: number, x2: number, y2: number) => ({
    type: "line",
    shape: { x1, y1, x2, y2 },
    style: { stroke: colour, lineWidth: 1.2, opacity: 0.7 },
  });
  return {
    type: "custom",
    silent: true,
    z: 5,
    data: spans.flatMap((s, at) => (s ? [[at, s.lo, s.hi]] : [])),
    renderItem: (_: unknown, api: Drawing) => {
      const at = api.value(0);
      const [x, lo] = api.coord([at, api.value(1)]);
      const [, hi] = api.coord([at, api.value(2)]);
      return {
        type: "group",
        children: [line(x, lo, x, hi), line(x - 3, lo, x + 3, lo), line(x - 3, hi, x + 3, hi)],
      };
    },
  };
}
