// SPDX-License-Identifier: Apache-2.0
import { Button, PasswordInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "react-router";
import { askAgain, keys, problemOf, useMay, useMe } from "@/api";
import { changePassword, listTokens } from "@/api/generated";
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
      await askAgain(queries, keys.sessions);
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
      {change.isSuccess && <TokensStay />}
    </form>
  );
}

/** Tokens outlive a password; whoever changed it for a reason should look at them. */
function TokensStay() {
  const t = useT();
  const { person } = useMe();
  const tokens = useQuery({
    queryKey: keys.tokens,
    queryFn: ({ signal }) => listTokens({ signal }).then((a) => a.tokens),
    enabled: useMay("manage-tokens"),
  });
  const count = tokens.data?.filter((token) => token.person === person.id).length ?? 0;
  if (!count) return null;
  return (
    <div className={classes.notice} role="status">
      <p>{t("settings.sessions.tokensStay", { count })}</p>
      <Button component={Link} to="/settings/tokens" size="xs" variant="default">
        {t("settings.sessions.seeTokens")}
      </Button>
    </div>
  );
}
