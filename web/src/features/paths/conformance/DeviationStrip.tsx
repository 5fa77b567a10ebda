// SPDX-License-Identifier: Apache-2.0
import type { ConformanceResult } from "@/api/generated";
import { Spoken, useTip } from "@/charts/Tip";
import { useFormat, useT } from "@/lang";
import { useParam } from "@/lib/useFilter";
import { Panel } from "@/ui";
import { useHere } from "../here";
import type { Step } from "../steps";
import styles from "./Conformance.module.css";
import { classes, colours, countsOf } from "./classes";

/** The journey's steps in a row, with the deviations at each as a bar above it; pressed, it shows its own only. */
export function DeviationStrip({ of }: { of: ConformanceResult }) {
  const t = useT();
  const format = useFormat();
  const { steps } = useHere();
  const { tip, on } = useTip();
  const [at, setAt] = useParam("at");
  const counts = new Map((of.by_step ?? []).map((s) => [s.step, countsOf(s)]));
  const observed = steps.list.filter((s) => s.observed);
  const foreign = [...counts.keys()].filter((id) => !steps.find(id));
  const columns: Step[] = [
    ...observed,
    ...foreign.map((id) => ({ id, title: id, optional: true, observed: true })),
  ];
  const sum = (id: string) => Object.values(counts.get(id) ?? {}).reduce((a, b) => a + b, 0);
  const most = Math.max(1, ...columns.map((s) => sum(s.id)));
  const used = classes.filter((c) => columns.some((s) => (counts.get(s.id)?.[c] ?? 0) > 0));
  return (
    <Panel title={t("paths.conformance.where")} text={t("paths.conformance.whereText")}>
      <ul className={styles.legend}>
        {used.map((c) => (
          <li key={c}>
            <span style={{ background: colours[c] }} aria-hidden />
            {t(`paths.conformance.classes.${c}`)} <b>{format.number(of.classes[c] ?? 0)}</b>
          </li>
        ))}
      </ul>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className={styles.strip} tabIndex={0} role="region" aria-label={t("paths.conformance.where")}>
        {columns.map((s, i) => {
          const here = counts.get(s.id);
          const hint = {
            title: s.title,
            lines: classes.map(
              (c) => [t(`paths.conformance.classes.${c}`), format.number(here?.[c] ?? 0)] as const,
            ),
          };
          const isNew = s.phase && s.phase !== columns[i - 1]?.phase;
          return (
            <button
              key={s.id}
              type="button"
              className={styles.stripStep}
              data-phase={s.phase}
              data-new={isNew || undefined}
              aria-pressed={at === s.id}
              onClick={() => setAt(at === s.id ? "" : s.id)}
              {...on(hint)}
            >
              <span className={styles.total}>{here && sum(s.id) > 0 ? format.compact(sum(s.id)) : ""}</span>
              <span className={styles.stack}>
                {[...used]
                  .reverse()
                  .map(
                    (c) =>
                      (here?.[c] ?? 0) > 0 && (
                        <span
                          key={c}
                          style={{ height: `${((here?.[c] ?? 0) / most) * 100}%`, background: colours[c] }}
                        />
                      ),
                  )}
              </span>
              <span className={styles.foot} />
              <span className={styles.stripTitle}>{s.title}</span>
              <Spoken hint={hint} />
            </button>
          );
        })}
      </div>
      {tip}
    </Panel>
  );
}
