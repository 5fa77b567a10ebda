// SPDX-License-Identifier: Apache-2.0
import { PasswordInput, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Navigate, useNavigate, useSearchParams } from "react-router";
import { keys, meQuery } from "@/api";
import { getSetUp, setUp } from "@/api/generated";
import { useT } from "@/lang";
import { Door } from "./Door";
import { Form } from "./Form";

/** The first start: names the workspace and its owner. The link with its token stands in the server's log. */
export function Component() {
  const t = useT();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [search] = useSearchParams();
  const linked = search.get("token") ?? "";
  const setup = useQuery({ queryKey: keys.setup, queryFn: () => getSetUp() });
  if (setup.data && !setup.data.needed) return <Navigate to="/sign-in" replace />;
  return (
    <Door title={t("auth.setUp")} text={t("auth.setUpText")}>
      <Form
        action={t("auth.begin")}
        send={async (values) => {
          const { workspace = "", name = "", email = "", password = "", token } = values;
          const { timeZone: zone } = Intl.DateTimeFormat().resolvedOptions();
          const body = { workspace, name, email, password, zone, token: token || linked };
          queries.setQueryData(meQuery.queryKey, await setUp({ body }));
          await navigate("/", { replace: true });
        }}
      >
        {(errors) => (
          <>
            {(!linked || errors.token) && (
              <TextInput
                name="token"
                label={t("auth.token")}
                description={t("auth.tokenText")}
                defaultValue={linked}
                required
                withAsterisk={false}
                error={errors.token}
              />
            )}
            <TextInput
              name="workspace"
              label={t("auth.workspace")}
              description={t("auth.workspaceText")}
              required
              withAsterisk={false}
              error={errors.workspace}
              autoFocus
            />
            <TextInput
              name="name"
              label={t("auth.yourName")}
              autoComplete="name"
              required
              withAsterisk={false}
              error={errors.name}
            />
            <TextInput
              name="email"
              type="email"
              label={t("common.email")}
              autoComplete="username"
              required
              withAsterisk={false}
              error={errors.email}
            />
            <PasswordInput
              name="password"
              label={t("common.password")}
              description={t("auth.passwordText")}
              autoComplete="new-password"
              required
              withAsterisk={false}
              minLength={10}
              error={errors.password}
            />
          </>
        )}
      </Form>
    </Door>
  );
}
