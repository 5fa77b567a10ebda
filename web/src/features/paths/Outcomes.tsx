// SPDX-License-Identifier: Apache-2.0
import { Tooltip } from "@mantine/core";
import { useFormat, useT } from "@/lang";
import classes from "./Outcomes.module.css";

interface OutcomesProps {
  completed: number;
  abandoned: number;
  ongoing: number;
}

const names = ["completed", "abandoned", "ongoing"] as const;

/** What instances came to, as one bar, and the share that was completed. */
export function Outcomes(of: OutcomesProps) {
  const t = useT();
  const format = useFormat();
  const all = of.completed + of.abandoned + of.ongoing;
  if (all === 0) return <span />;
  const words = names.map(
    (n) => `${t(`paths.outcome.${n}`)} ${format.number(of[n])} (${format.percent(of[n] / all)})`,
  );
  return (
    <Tooltip label={words.map((w) => <div key={w}>{w}</div>)}>
      <div className={classes.outcomes} role="img" aria-label={words.join(", ")}>
        <div className={classes.bar}>
          {names.map((n) => of[n] > 0 && <span key={n} data-outcome={n} style={{ flexGrow: of[n] }} />)}
        </div>
        <span className={classes.text}>{format.percent(of.completed / all)}</span>
      </div>
    </Tooltip>
  );
}
