// SPDX-License-Identifier: Apache-2.0
import { useCallback } from "react";
import { useT } from "@/lang";
import { useHere } from "../here";
import { parseStep } from "./funnelSteps";

/** What a funnel's step is called: its title, or those of what is either. */
export function useStepTitle(): (step: { id: string; title?: string }) => string {
  const t = useT();
  const { steps } = useHere();
  return useCallback(
    ({ id, title }) => {
      const { any, where } = parseStep(id, (one) => steps.find(one) !== undefined);
      if (where.length > 0) return `${steps.title(any[0] ?? id)} (${where.join(", ")})`;
      return title || any.map((one) => steps.title(one)).join(` ${t("paths.funnel.or")} `);
    },
    [steps, t],
  );
}
