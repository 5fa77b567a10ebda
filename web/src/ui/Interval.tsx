// SPDX-License-Identifier: Apache-2.0
import { Tooltip } from "@mantine/core";
import { useFormat, useT } from "@/lang";
import { type Estimate, within } from "@/lib/estimate";
import type { Kind } from "@/lib/format";

interface IntervalProps {
  of: Estimate | null | undefined;
  /** The range that the whole width stands for. */
  range: [number, number];
  kind?: Kind;
  /** A mark to hold it against: the target, or zero. */
  mark?: number | null;
  width?: number;
  height?: number;
  tone?: "ink" | "good" | "bad" | "measure";
}

/** A dot with its 95 % interval as a whisker, on a common range. */
export function Interval({
  of,
  range,
  kind = "number",
  mark,
  width = 120,
  height = 16,
  tone = "ink",
}: IntervalProps) {
  const t = useT();
  const format = useFormat();
  if (of?.value == null) return <span style={{ color: "var(--w-muted)" }}>–</span>;
  const x = (v: number) => 4 + within(v, ...range) * (width - 8);
  const middle = height / 2;
  const color = `var(--w-${tone})`;
  const span =
    of.lo != null && of.hi != null
      ? `, ${t("ui.interval")} ${t("ui.to", { low: format.value(of.lo, kind), high: format.value(of.hi, kind) })}`
      : "";
  const label = format.value(of.value, kind) + span + (of.n != null ? `, ${t("ui.n", { count: of.n })}` : "");
  return (
    <Tooltip label={label}>
      <svg width={width} height={height} role="img" aria-label={label} style={{ display: "block" }}>
        <line x1={4} x2={width - 4} y1={middle} y2={middle} stroke="var(--w-line)" />
        {mark != null && (
          <line x1={x(mark)} x2={x(mark)} y1={1} y2={height - 1} stroke="var(--w-faint)" strokeWidth={1.5} />
        )}
        {of.lo != null && of.hi != null && (
          <g stroke={color} strokeWidth={1.5} strokeLinecap="round">
            <line x1={x(of.lo)} x2={x(of.hi)} y1={middle} y2={middle} />
            <line x1={x(of.lo)} x2={x(of.lo)} y1={middle - 3} y2={middle + 3} />
            <line x1={x(of.hi)} x2={x(of.hi)} y1={middle - 3} y2={middle + 3} />
          </g>
        )}
        <circle cx={x(of.value)} cy={middle} r={3.5} fill={color} stroke="var(--w-panel)" />
      </svg>
    </Tooltip>
  );
}
