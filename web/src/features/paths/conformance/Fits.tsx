// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react";
import type { ConformanceFit, ConformanceResult } from "@/api/generated";
import { useFormat, useT } from "@/lang";
import { Figure, Panel, QuietLink } from "@/ui";
import type { Who } from "../here";
import { ShareBar } from "../ShareBar";
import styles from "./Conformance.module.css";

/** How many follow the design: of those that are over, and of those that go on. */
export function Fits({ of, who }: { of: ConformanceResult; who: Who }) {
  const t = useT();
  const { approximate } = of;
  return (
    <div className={styles.fits}>
      <Fit title={t("paths.conformance.over")} of={of} to={(what) => who({ what })}>
        {approximate.instances > 0 && (
          <p className={styles.remark}>
            {t("paths.conformance.approximate", {
              count: approximate.instances,
              variants: approximate.variants,
            })}
          </p>
        )}
      </Fit>
      <Fit
        title={t("paths.conformance.ongoing")}
        of={of.ongoing}
        to={(what) => who({ what: `ongoing-${what}` })}
      />
    </div>
  );
}

interface FitProps {
  title: string;
  of: ConformanceFit;
  /** Who follows the design, and who does not. */
  to: (what: "fitting" | "deviating" | "accepted") => string;
  children?: ReactNode;
}

function Fit({ title, of, to, children }: FitProps) {
  const t = useT();
  const format = useFormat();
  if (of.instances === 0)
    return (
      <Panel title={title}>
        <p className={styles.remark}>{t("paths.conformance.nobody")}</p>
      </Panel>
    );
  return (
    <Panel title={title} text={t("paths.conformance.instances", { count: of.instances })}>
      <div className={styles.numbers}>
        <div className={styles.number}>
          <span className={styles.name}>{t("paths.conformance.fitting")}</span>
          <Figure of={of.fitting_share} kind="percent" size="large" label={t("paths.conformance.fitting")} />
          <ShareBar of={of.fitting_share} />
          <span className={styles.also}>
            <QuietLink to={to("fitting")}>{t("paths.conformance.follow", { count: of.fitting })}</QuietLink>{" "}
            <QuietLink to={to("deviating")}>
              {t("paths.conformance.deviate", { count: of.instances - of.fitting })}
            </QuietLink>
          </span>
          {of.accepted > 0 && (
            <span className={styles.also}>
              <QuietLink to={to("accepted")}>
                {t("paths.conformance.withAccepted", {
                  share: format.percent(of.fitting_accepted / of.instances),
                })}
              </QuietLink>
            </span>
          )}
        </div>
        <div className={styles.number}>
          <span className={styles.name}>{t("paths.conformance.fitness")}</span>
          <Figure
            of={of.fitness_interval ?? { value: of.fitness, n: of.instances }}
            kind="percent"
            size="large"
            label={t("paths.conformance.fitness")}
            note={t("paths.conformance.fitnessText")}
          />
          <ShareBar of={of.fitness_interval ?? { value: of.fitness }} />
          {of.accepted > 0 && (
            <span className={styles.also}>
              {t("paths.conformance.withAccepted", { share: format.percent(of.fitness_accepted) })}
            </span>
          )}
        </div>
        <div className={styles.number}>
          <span className={styles.name}>{t("paths.conformance.deviations")}</span>
          <Figure
            of={{ value: of.deviations / of.instances, n: of.instances }}
            kind="decimal"
            size="large"
            label={t("paths.conformance.perInstance")}
            note={t("paths.conformance.inAll", { count: of.deviations })}
          />
          <span className={styles.also}>{t("paths.conformance.perInstance")}</span>
        </div>
      </div>
      {children}
    </Panel>
  );
}
