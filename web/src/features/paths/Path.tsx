// SPDX-License-Identifier: Apache-2.0
import { useT } from "@/lang";
import { StepChip } from "./StepChip";
import classes from "./StepChip.module.css";
import { runs } from "./steps";

/** An order of steps as chips; what is repeated in a row is drawn once, with how often. */
export function Path({ steps }: { steps: readonly string[] }) {
  const t = useT();
  if (steps.length === 0) return <span>{t("paths.emptyPath")}</span>;
  const drawn = runs(steps);
  return (
    <ol className={classes.path}>
      {drawn.map((run, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step may come several times; only its place tells it apart
        <li key={i}>
          <StepChip {...run} />
          {i < drawn.length - 1 && (
            <span className={classes.arrow} aria-hidden>
              ›
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}
