// SPDX-License-Identifier: Apache-2.0
import { useMemo } from "react";
import type { Term } from "@/api";
import { useT } from "@/lang";

const reasons = [
  "first-impression",
  "decision",
  "payment",
  "core-use",
  "handoff",
  "wait",
  "recovery",
  "ending",
] as const;

/** The fixed words of the document, with their names. */
export function useTerms() {
  const t = useT();
  return useMemo(() => {
    const terms = <V extends string>(values: readonly V[], name: (value: V) => string): Term[] =>
      values.map((value) => ({ value, label: name(value) }));
    return {
      mode: terms(["physical", "digital", "remote-human"] as const, (v) => t(`common.mode.${v}`)),
      nature: terms(["informative", "transactional"] as const, (v) => t(`common.nature.${v}`)),
      direction: terms(["push", "pull"] as const, (v) => t(`common.direction.${v}`)),
      control: terms(["company", "partner", "customer", "external"] as const, (v) =>
        t(`common.control.${v}`),
      ),
      basis: terms(["hypothesis", "research", "data"] as const, (v) => t(`map.basis.${v}`)),
      reason: terms(reasons, (v) => t(`map.reason.${v}`)),
      state: terms(["as-is", "to-be", "ideal"] as const, (v) => t(`map.state.${v}`)),
      score: terms(["csat", "nps", "ces", "mean"] as const, (v) => t(`map.score.${v}`)),
      kind: terms(
        ["customer", "employee", "partner", "user", "patient", "citizen", "student"] as const,
        (v) => t(`map.audience.${v}`),
      ),
    };
  }, [t]);
}
