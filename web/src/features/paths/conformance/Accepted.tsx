// SPDX-License-Identifier: Apache-2.0
import { CloseButton } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useFormat, useT } from "@/lang";
import { useHere } from "../here";
import styles from "./Conformance.module.css";
import { partsOf } from "./classes";
import type { Accepting } from "./useAccepted";

/** What is accepted, by whom and when, and how to take it back. */
export function Accepted({ of }: { of: Accepting }) {
  const t = useT();
  const format = useFormat();
  if (of.kept.length + of.here.length === 0) return null;
  return (
    <section className={styles.accepted} aria-label={t("paths.conformance.accepted")}>
      <h3>
        <IconCircleCheck size={16} stroke={1.6} aria-hidden />
        {t("paths.conformance.accepted")}
      </h3>
      <ul>
        {of.kept.map((one) => (
          <One key={one.deviation} name={one.deviation} onTakeBack={of.mayKeep ? of.takeBack : undefined}>
            {t("paths.conformance.by", { name: one.by_name, day: format.date(one.at) })}
            {one.reason && <q>{one.reason}</q>}
          </One>
        ))}
        {of.here.map((name) => (
          <One key={name} name={name} onTakeBack={of.takeBack}>
            {t("paths.conformance.onlyHere")}
          </One>
        ))}
      </ul>
    </section>
  );
}

interface OneProps {
  name: string;
  onTakeBack?: (name: string) => void;
  children: ReactNode;
}

function One({ name, onTakeBack, children }: OneProps) {
  const t = useT();
  const { steps } = useHere();
  const { kind, step } = partsOf(name);
  const words = `${t(`paths.conformance.classes.${kind}`)}: ${steps.title(step)}`;
  return (
    <li className={styles.acceptedOne}>
      <span>{words}</span>
      <span className={styles.also}>{children}</span>
      {onTakeBack && (
        <CloseButton
          size="xs"
          iconSize={12}
          aria-label={t("paths.conformance.unaccept", { name: words })}
          title={t("paths.conformance.takeBack")}
          onClick={() => onTakeBack(name)}
        />
      )}
    </li>
  );
}
