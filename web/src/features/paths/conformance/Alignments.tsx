// SPDX-License-Identifier: Apache-2.0
import type { ConformanceMarked, ConformanceVariantFit } from "@/api/generated";
import { useFormat, useT } from "@/lang";
import { Figure, Panel } from "@/ui";
import { type To, useHere } from "../here";
import { StepChip } from "../StepChip";
import pathClasses from "../StepChip.module.css";
import styles from "./Conformance.module.css";
import { classOf } from "./classes";

/** The most frequent variants laid beside the design: hollow is missing, struck is too much. */
export function Alignments({ of, to }: { of: ConformanceVariantFit[]; to: To }) {
  const t = useT();
  const format = useFormat();
  return (
    <Panel title={t("paths.conformance.variants")} text={t("paths.conformance.variantsText")} flush>
      <div className={styles.alignHead} aria-hidden>
        <span>{t("paths.share")}</span>
        <span>{t("paths.conformance.fitness")}</span>
        <span>{t("paths.conformance.deviations")}</span>
        <span>{t("paths.conformance.aligned")}</span>
      </div>
      <ol className={styles.alignments}>
        {of.map((v) => {
          const visited = (v.steps ?? []).filter((s) => s.mark !== "missing").map((s) => s.step);
          return (
            <li
              key={`${v.ongoing}${(v.steps ?? []).map((s) => s.mark + s.step).join()}`}
              className={styles.alignment}
            >
              <span className={styles.alignShare}>
                <Figure
                  of={v.share}
                  kind="percent"
                  to={to({ what: "variant", path: visited })}
                  label={t("paths.share")}
                />
                <span className={styles.also}>{format.number(v.instances)}</span>
              </span>
              <span>{format.percent(v.fitness)}</span>
              <span>
                {v.at_least < v.deviations ? `≤ ${format.number(v.deviations)}` : format.number(v.deviations)}
                {v.accepted > 0 && (
                  <span className={styles.also}>
                    {" "}
                    {t("paths.conformance.ofThemAccepted", { count: v.accepted })}
                  </span>
                )}
              </span>
              <ol className={pathClasses.path}>
                {v.ongoing && <li className={styles.badge}>{t("paths.outcome.ongoing")}</li>}
                {drawn(v.steps ?? []).map(({ step, times }, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a step may come several times; only its place tells it apart
                  <li key={i}>
                    <Marked of={step} times={times} />
                  </li>
                ))}
              </ol>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}

function Marked({ of, times }: { of: ConformanceMarked; times: number }) {
  const t = useT();
  const { steps } = useHere();
  const mark = of.mark === "missing" || of.mark === "extra" ? of.mark : undefined;
  const kind = of.class ? t(`paths.conformance.classes.${classOf(of.class)}`) : "";
  return (
    <StepChip step={of.step} times={times} mark={mark} note={mark && `${kind}: ${steps.title(of.step)}`} />
  );
}

/** What is alike in a row is drawn once, with how often. */
export function drawn(steps: readonly ConformanceMarked[]): { step: ConformanceMarked; times: number }[] {
  const out: { step: ConformanceMarked; times: number }[] = [];
  for (const step of steps) {
    const last = out.at(-1);
    if (last && last.step.step === step.step && last.step.mark === step.mark) last.times += 1;
    else out.push({ step, times: 1 });
  }
  return out;
}
