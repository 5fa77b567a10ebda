// SPDX-License-Identifier: Apache-2.0
import { CloseButton } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import { useSearchParams } from "react-router";
import { useT } from "@/lang";
import { useHere } from "../here";
import styles from "./Conformance.module.css";
import { partsOf } from "./classes";

/** Deviations that are accepted, in the address. */
export function useAccepted(): [accepted: string[], set: (accepted: string[]) => void] {
  const [search, setSearch] = useSearchParams();
  const set = (accepted: string[]) =>
    setSearch(
      (now) => {
        const next = new URLSearchParams(now);
        next.delete("accept");
        for (const one of accepted) next.append("accept", one);
        return next;
      },
      { replace: true },
    );
  return [search.getAll("accept"), set];
}

/** What is accepted, and how to take that back. */
export function Accepted() {
  const t = useT();
  const { steps } = useHere();
  const [accepted, set] = useAccepted();
  if (accepted.length === 0) return null;
  return (
    <div className={styles.accepted} role="group" aria-label={t("paths.conformance.accepted")}>
      <IconCircleCheck size={16} stroke={1.6} aria-hidden />
      <span>{t("paths.conformance.accepted")}</span>
      {accepted.map((name) => {
        const { kind, step } = partsOf(name);
        const words = `${t(`paths.conformance.classes.${kind}`)}: ${steps.title(step)}`;
        return (
          <span key={name} className={styles.acceptedOne}>
            {words}
            <CloseButton
              size="xs"
              iconSize={12}
              aria-label={t("paths.conformance.unaccept", { name: words })}
              onClick={() => set(accepted.filter((a) => a !== name))}
            />
          </span>
        );
      })}
    </div>
  );
}
