// SPDX-License-Identifier: Apache-2.0
import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Navigate, useNavigate, useSearchParams } from "react-router";
import { keys, meQuery } from "@/api";
import { getSetUp, listWaysIn, signIn } from "@/api/generated";
import { useT } from "@/lang";
import { Lines } from "@/ui";
import { Door } from "./Door";
import classes from "./Door.module.css";
import { Form } from "./Form";
import { inside } from "./inside";

/** Why somebody came back from the issuer without being signed in. */
const problems = ["expired", "refused", "unverified", "no_account", "unavailable"] as const;

export function Component() {
  const t = useT();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [search] = useSearchParams();
  const then = inside(search.get("then"));
  const problem = problems.find((name) => name === search.get("problem"));
  const ways = useQuery({ queryKey: keys.ways, queryFn: () => listWaysIn() });
  const setup = useQuery({ queryKey: keys.setup, queryFn: () => getSetUp() });
  if (setup.data?.needed) return <Navigate to="/set-up" replace />;
  const { password = true, oidc } = ways.data ?? {};
  return (
    <Door title={t("auth.signIn")} text={t("auth.signInText")}>
      {problem && (
        <div className={classes.form}>
          <p className={classes.problem} role="alert">
            {t(`auth.problems.${problem}`, { name: oidc?.name ?? "" })}
          </p>
        </div>
      )}
      {ways.isPending ? (
        <div className={classes.form}>
          <Lines count={3} label={t("common.loading")} />
        </div>
      ) : (
        <>
          {oidc && (
            <div className={classes.form}>
              {/* Leaves the page: the way goes through another server. */}
              <Button
                component="a"
                href={`/api/v1/auth/oidc/start?then=${encodeURIComponent(then)}`}
                variant={password ? "default" : "filled"}
                fullWidth
              >
                {t("auth.with", { name: oidc.name })}
              </Button>
              {password && <span className={classes.or}>{t("auth.or")}</span>}
            </div>
          )}
          {password && (
            <Form
              action={t("auth.signIn")}
              send={async (values) => {
                const { email = "", password: secret = "" } = values;
                queries.setQueryData(meQuery.queryKey, await signIn({ body: { email, password: secret } }));
                await navigate(then, { replace: true });
              }}
            >
              {(errors) => (
                <>
                  <TextInput
                    name="email"
                    type="email"
                    label={t("common.email")}
                    autoComplete="username"
                    required
                    withAsterisk={false}
                    error={errors.email}
                    data-autofocus
                    autoFocus
                  />
                  <PasswordInput
                    name="password"
                    label={t("common.password")}
                    autoComplete="current-password"
                    required
                    withAsterisk={false}
                    error={errors.password}
                  />
                </>
              )}
            </Form>
          )}
        </>
      )}
    </Door>
  );
}
