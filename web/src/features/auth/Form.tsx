// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { type ReactNode, type SubmitEvent, useState } from "react";
import { type Problem, problemOf } from "@/api";
import { useT } from "@/lang";
import classes from "./Door.module.css";

interface FormProps {
  /** Sends what was filled in; a Problem it throws is shown, at its fields where it names any. */
  send: (values: Record<string, string>) => Promise<void>;
  action: string;
  children: (errors: Record<string, string>) => ReactNode;
}

/** A form that says what went wrong where it went wrong, and only sends once at a time. */
export function Form({ send, action, children }: FormProps) {
  const t = useT();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [sending, setSending] = useState(false);
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const values = Object.fromEntries(
      [...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)]),
    );
    setSending(true);
    setProblem(null);
    try {
      await send(values);
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setSending(false);
    }
  };
  const message = problem && (problem.code === "offline" ? t("ui.offline") : problem.message);
  const remedy = problem && (problem.code === "offline" ? t("ui.offlineRemedy") : problem.remedy);
  return (
    <form className={classes.form} onSubmit={submit}>
      {problem && (
        <p className={classes.problem} role="alert">
          {message} {remedy}
        </p>
      )}
      {children(problem?.fields() ?? {})}
      <Button type="submit" loading={sending} fullWidth>
        {action}
      </Button>
    </form>
  );
}
