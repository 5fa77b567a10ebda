// SPDX-License-Identifier: Apache-2.0
import { Button, PasswordInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { keys, problemOf } from "@/api";
import { changePassword } from "@/api/generated";
import { useT } from "@/lang";
import { useToasts } from "@/ui";
import classes from "./Settings.module.css";

export function PasswordForm() {
  const t = useT();
  const toasts = useToasts();
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: ({ old, password }: { old: string; password: string; form: HTMLFormElement }) =>
      changePassword({ body: { old, password } }),
    onSuccess: async (_, { form }) => {
      form.reset();
      toasts.done(t("settings.sessions.passwordChanged"));
      await queries.invalidateQueries({ queryKey: keys.sessions });
    },
  });
  const problem = change.error && problemOf(change.error);
  const errors = problem?.fields() ?? {};
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        const form = event.currentTarget;
        const data = new FormData(form);
        change.mutate({ old: String(data.get("old")), password: String(data.get("password")), form });
      }}
    >
      <PasswordInput
        name="old"
        label={t("settings.sessions.old")}
        autoComplete="current-password"
        required
        error={errors.old ?? (problem && !errors.password ? problem.message : undefined)}
      />
      <PasswordInput
        name="password"
        label={t("settings.sessions.new")}
        description={t("auth.passwordText")}
        autoComplete="new-password"
        minLength={10}
        required
        error={errors.password}
      />
      <Button type="submit" variant="default" loading={change.isPending}>
        {t("settings.sessions.change")}
      </Button>
    </form>
  );
}
