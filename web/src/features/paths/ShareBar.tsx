// SPDX-License-Identifier: Apache-2.0
import { type Estimate, within } from "@/lib/estimate";
import classes from "./ShareBar.module.css";

interface ShareBarProps {
  of: Estimate | null | undefined;
  /** The share that the whole width stands for. */
  most?: number;
  colour?: string;
}

/** A share as a bar with its interval; the figure beside it says the same in numbers. */
export function ShareBar({ of, most = 1, colour = "var(--w-measure)" }: ShareBarProps) {
  if (of?.value == null) return null;
  const at = (v: number) => `${within(v, 0, most) * 100}%`;
  return (
    <span className={classes.bar} aria-hidden>
      <span className={classes.fill} style={{ width: at(of.value), background: colour }} />
      {of.lo != null && of.hi != null && (
        <span
          className={classes.span}
          style={{ left: at(of.lo), width: `max(1px, calc(${at(of.hi)} - ${at(of.lo)}))` }}
        />
      )}
    </span>
  );
}
