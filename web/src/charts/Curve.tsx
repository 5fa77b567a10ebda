// SPDX-License-Identifier: Apache-2.0
import { useMemo } from "react";
import { Canvas } from "./Canvas";
import type { Option } from "./engine";
import { Frame, type TableOf } from "./Frame";
import { categories, type DateMark, dateMarks, grid, noted, tooltip, values } from "./options";
import { usePaint } from "./paint";
import type { Hint } from "./Tip";

export interface CurvePoint {
  /** Where it stands on the axis below; without an `axis` the place in the list counts. */
  x: number;
  label: string;
  value: number | null;
  lo?: number | null;
  hi?: number | null;
}

export interface CurveLine {
  name: string;
  colour: string;
  points: readonly CurvePoint[];
  dashed?: boolean;
}

export interface CurveProps {
  label: string;
  lines: readonly CurveLine[];
  /** The axis below is a quantity, written so; otherwise it has the labels of the points. */
  axis?: (x: number) => string;
  format: (value: number) => string;
  hint: (at: number) => Hint | null;
  table: TableOf;
  height?: number;
  marks?: readonly DateMark[];
  min?: number;
  max?: number;
}

/** Lines with their intervals as bands. */
export default function Curve(props: CurveProps) {
  const { label, lines, axis, format, hint, table, height = 260, marks, min, max } = props;
  const paint = usePaint();
  const option = useMemo<Option>(() => {
    const at = (p: CurvePoint, i: number) => (axis ? p.x : i);
    const first = lines[0]?.points ?? [];
    return {
      animationDuration: 250,
      textStyle: { fontFamily: "inherit" },
      grid: { ...(marks?.length ? noted : grid), right: 20 },
      tooltip: {
        ...tooltip(paint, hint),
        axisPointer: { type: "line", lineStyle: { color: paint("var(--w-faint)") } },
      },
      xAxis: axis
        ? values(paint, axis, { splitLine: { show: false }, min: 0, max: "dataMax", splitNumber: 6 })
        : categories(
            paint,
            first.map((p) => p.label),
            { boundaryGap: false },
          ),
      yAxis: values(paint, format, { min, max }),
      series: lines.flatMap((line, i) => {
        const colour = paint(line.colour);
        const known = line.points.filter((p) => p.lo != null && p.hi != null);
        const edge = (of: (p: CurvePoint) => number, more: Option) => ({
          type: "line",
          stack: `band-${i}`,
          symbol: "none",
          silent: true,
          lineStyle: { opacity: 0 },
          data: line.points.map((p, k) => (known.includes(p) ? [at(p, k), of(p)] : [at(p, k), null])),
          ...more,
        });
        return [
          {
            type: "line",
            name: line.name,
            symbol: "circle",
            symbolSize: 6,
            showSymbol: line.points.length < 20, // more would be a rope of beads
            lineStyle: { color: colour, width: 2, type: line.dashed ? "dashed" : "solid" },
            itemStyle: { color: colour, borderColor: paint("var(--w-panel)"), borderWidth: 1 },
            data: line.points.map((p, k) => [at(p, k), p.value]),
            ...(i === 0 && marks ? dateMarks(paint, marks) : {}),
          },
          edge((p) => p.lo ?? 0, {}),
          edge((p) => (p.hi ?? 0) - (p.lo ?? 0), { areaStyle: { color: colour, opacity: 0.14 } }),
        ];
      }),
    };
  }, [paint, lines, axis, format, hint, marks, min, max]);
  const legend = lines.length > 1 ? lines.map(({ name, colour }) => ({ name, colour })) : undefined;
  return (
    <Frame label={label} table={table} legend={legend}>
      <Canvas option={option} label={label} height={height} />
    </Frame>
  );
}
