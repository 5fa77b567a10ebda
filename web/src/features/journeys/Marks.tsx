// SPDX-License-Identifier: Apache-2.0
import { Tooltip } from "@mantine/core";
import { IconAlertCircle, IconClockExclamation, IconPencil } from "@tabler/icons-react";
import type { JourneySummary } from "@/api/lists";
import { useFormat, useT } from "@/lang";
import classes from "./Marks.module.css";

/** Where a journey stands: its state, its version, its draft, what is wrong, whether a review is due. */
export function Marks({ journey }: { journey: JourneySummary & { errors?: number } }) {
  const t = useT();
  const format = useFormat();
  const { state, status, version, draft, stale, errors = 0 } = journey;
  return (
    <div className={classes.marks}>
      <span className={classes.mark} data-tone={state}>
        {state === "to-be" || state === "ideal" ? t(`journeys.state.${state}`) : t("journeys.state.as-is")}
      </span>
      <span className={classes.mark}>
        {version > 0 ? t("journeys.version", { version }) : statusText(status, t)}
      </span>
      {draft && version > 0 && (
        <Tooltip
          label={t("journeys.draftBy", { by: draft.by, when: format.relative(draft.at) })}
          disabled={!draft.by}
        >
          <span className={classes.mark} data-tone="draft">
            <IconPencil size={12} stroke={1.8} aria-hidden />
            {t("journeys.draft", { count: draft.changes })}
          </span>
        </Tooltip>
      )}
      {errors > 0 && (
        <Tooltip label={t("journeys.errorsText")}>
          <span className={classes.mark} data-tone="bad">
            <IconAlertCircle size={12} stroke={1.8} aria-hidden />
            {t("journeys.errors", { count: errors })}
          </span>
        </Tooltip>
      )}
      {stale && (
        <Tooltip label={t("journeys.staleText")}>
          <span className={classes.mark} data-tone="warn">
            <IconClockExclamation size={12} stroke={1.8} aria-hidden />
            {t("journeys.stale")}
          </span>
        </Tooltip>
      )}
    </div>
  );
}

function statusText(status: string, t: ReturnType<typeof useT>): string {
  switch (status) {
    case "draft":
    case "in-review":
    case "published":
    case "archived":
      return t(`journeys.status.${status}`);
    default:
      return status;
  }
}
