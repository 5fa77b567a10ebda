// SPDX-License-Identifier: Apache-2.0
import type { Estimate } from "@/lib/estimate";
import { within } from "@/lib/estimate";

/** An odds ratio with its interval on a scale by powers: half as likely is as far from one as twice. */
export function OddsPlot({ of, sure }: { of: Estimate; sure: boolean }) {
  if (of.value == null || of.lo == null || of.hi == null) return null;
  const width = 176;
  const reach = Math.log(16);
  const x = (v: number) => 4 + within(Math.log(Math.max(v, 1e-9)), -reach, reach) * (width - 8);
  const colour = sure ? "var(--w-measure)" : "var(--w-faint)";
  return (
    <svg width={width} height={16} aria-hidden style={{ display: "block" }}>
      <line x1={4} x2={width - 4} y1={8} y2={8} stroke="var(--w-line)" />
      <line x1={x(1)} x2={x(1)} y1={1} y2={15} stroke="var(--w-faint)" strokeWidth={1.5} />
      <g stroke={colour} strokeWidth={1.5}>
        <line x1={x(of.lo)} x2={x(of.hi)} y1={8} y2={8} />
        <line x1={x(of.lo)} x2={x(of.lo)} y1={5} y2={11} />
        <line x1={x(of.hi)} x2={x(of.hi)} y1={5} y2={11} />
      </g>
      <circle cx={x(of.value)} cy={8} r={3.5} fill={colour} stroke="var(--w-panel)" />
    </svg>
  );
}
