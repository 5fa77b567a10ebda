// SPDX-License-Identifier: Apache-2.0
import { Tooltip } from "@mantine/core";
import { useT } from "@/lang";
import type { StripPhase } from "@/lib/phases";
import classes from "./PhaseStrip.module.css";

/** A journey in one line: its phases and stages, each as wide as it has steps. */
export function PhaseStrip({ phases }: { phases: StripPhase[] | null }) {
  const t = useT();
  const known = phases ?? [];
  const stages = known.flatMap(({ phase, stages }) => (stages ?? []).map((stage) => ({ phase, ...stage })));
  const label = known
    .map((p) => `${t(`common.phase.${p.phase}`)}: ${(p.stages ?? []).map((s) => s.title).join(", ")}`)
    .join("; ");
  return (
    <div className={classes.strip} role="img" aria-label={label}>
      {stages.map((stage) => (
        <Tooltip
          key={`${stage.phase}/${stage.title}`}
          label={`${t(`common.phase.${stage.phase}`)} · ${stage.title} · ${stage.steps}`}
        >
          <div
            className={classes.stage}
            data-phase={stage.phase}
            style={{ flexGrow: Math.max(1, stage.steps) }}
          />
        </Tooltip>
      ))}
    </div>
  );
}
