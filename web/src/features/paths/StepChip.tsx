// SPDX-License-Identifier: Apache-2.0
import { useT } from "@/lang";
import { useHere } from "./here";
import classes from "./StepChip.module.css";

interface StepChipProps {
  /** "" stands for all others together. */
  step: string;
  /** How often in a row. */
  times?: number;
  /** It was there before, with others between. */
  again?: boolean;
  /** How it differs from the design: left out, or there without being foreseen. */
  mark?: "missing" | "extra";
  note?: string;
}

/** A step in its colour, as it stands in paths. */
export function StepChip({ step, times = 1, again = false, mark, note }: StepChipProps) {
  const t = useT();
  const { steps } = useHere();
  const title = step ? steps.title(step) : t("charts.others");
  return (
    <span
      className={classes.chip}
      data-mark={mark}
      title={note ?? title}
      style={{ "--step": step ? steps.colour(step) : "var(--c-rest)" } as React.CSSProperties}
    >
      <span className={classes.dot} aria-hidden />
      <span className={classes.title}>{title}</span>
      {times > 1 && (
        <span className={classes.times}>
          <span aria-hidden>×{times}</span>
          <span className="visually-hidden">{t("paths.timesInARow", { count: times })}</span>
        </span>
      )}
      {again && (
        <span className={classes.again} title={t("paths.again")}>
          <span aria-hidden>↺</span>
          <span className="visually-hidden">{t("paths.again")}</span>
        </span>
      )}
      {mark && <span className="visually-hidden">{note ?? mark}</span>}
    </span>
  );
}
