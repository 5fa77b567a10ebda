// SPDX-License-Identifier: Apache-2.0
import { useFormat, useT } from "@/lang";
import { within } from "@/lib/estimate";
import classes from "./Timeline.module.css";
import type { Answer } from "./wire";

/** What was answered: a score on its scale, or words. */
export function AnswerView({ answer }: { answer: Answer }) {
  const t = useT();
  const format = useFormat();
  const { value, scale, experienced } = answer;
  if (value === null || value === undefined || experienced === false)
    return <span className={classes.quiet}>{t("customers.page.notExperienced")}</span>;
  if (typeof value === "string") return <q className={classes.said}>{value}</q>;
  if (typeof value !== "number") return null;
  if (!scale) return <strong>{format.decimal(value, Number.isInteger(value) ? 0 : 1)}</strong>;
  const place = within(value, scale.min, scale.max);
  const good = scale.direction === "down" ? 1 - place : place;
  return (
    <span className={classes.score} data-tone={good >= 0.75 ? "good" : good <= 0.25 ? "bad" : undefined}>
      <span className={classes.scale} aria-hidden>
        <span style={{ width: `${Math.max(4, place * 100)}%` }} />
      </span>
      {t("customers.page.score", {
        value: format.decimal(value, Number.isInteger(value) ? 0 : 1),
        max: scale.max,
      })}
    </span>
  );
}
