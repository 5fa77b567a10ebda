// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { IconAlertTriangle, IconRefresh } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { problemOf } from "@/api";
import { useT } from "@/lang";
import classes from "./State.module.css";

interface StateProps {
  icon?: ReactNode;
  title: ReactNode;
  text?: ReactNode;
  /** What to do next: one button, or two. */
  action?: ReactNode;
  tone?: "quiet" | "bad";
}

/** A state without numbers: what it is, why, and what to do next. */
export function State({ icon, title, text, action, tone = "quiet" }: StateProps) {
  return (
    <div className={classes.state} data-tone={tone}>
      {icon && (
        <div className={classes.icon} aria-hidden>
          {icon}
        </div>
      )}
      <p className={classes.title}>{title}</p>
      {text && <div className={classes.text}>{text}</div>}
      {action && <div className={classes.action}>{action}</div>}
    </div>
  );
}

/** Nothing is here yet, and this is what to do next. */
export const EmptyState = State;

/** Something went wrong: what happened, the remedy, and another try. */
export function ErrorState({
  error,
  retry,
  title,
}: {
  error: unknown;
  retry?: () => void;
  title?: ReactNode;
}) {
  const t = useT();
  const problem = problemOf(error);
  const offline = problem.code === "offline";
  const what = offline ? t("ui.offline") : problem.message;
  const remedy = offline ? t("ui.offlineRemedy") : problem.remedy || (retry && t("ui.internalRemedy"));
  return (
    <div role="alert">
      <State
        tone="bad"
        icon={<IconAlertTriangle size={20} stroke={1.6} />}
        title={title ?? t("ui.errorTitle")}
        text={
          <>
            {what} {remedy}
          </>
        }
        action={
          retry && (
            <Button size="xs" variant="default" leftSection={<IconRefresh size={14} />} onClick={retry}>
              {t("common.retry")}
            </Button>
          )
        }
      />
    </div>
  );
}
