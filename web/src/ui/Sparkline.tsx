// SPDX-License-Identifier: Apache-2.0
import { within } from "@/lib/estimate";

interface SparklineProps {
  /** In order of time; null is a gap. */
  values: readonly (number | null)[];
  /** What it shows, in words. */
  label: string;
  width?: number;
  height?: number;
  color?: string;
}

/** The path of the line, broken where a value is missing. */
export function sparkPath(values: readonly (number | null)[], width: number, height: number): string {
  const known = values.filter((v) => v !== null);
  const [lo, hi] = [Math.min(...known), Math.max(...known)];
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  let pen = "M";
  let path = "";
  values.forEach((v, i) => {
    if (v === null) {
      pen = "M";
      return;
    }
    path += `${pen}${(i * step).toFixed(1)} ${(height - within(v, lo, hi) * height).toFixed(1)}`;
    pen = "L";
  });
  return path;
}

/** A small line without axes: the shape of a development, beside its last figure. */
export function Sparkline({
  values,
  label,
  width = 96,
  height = 24,
  color = "var(--w-measure)",
}: SparklineProps) {
  return (
    <svg
      width={width}
      height={height}
      viewBox={`-2 -2 ${width + 4} ${height + 4}`}
      role="img"
      aria-label={label}
    >
      <path
        d={sparkPath(values, width, height)}
        fill="none"
        stroke={color}
        strokeWidth={1.5}
        strokeLinejoin="round"
      />
    </svg>
  );
}
