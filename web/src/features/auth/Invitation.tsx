// SPDX-License-Identifier: Apache-2.0
import { PasswordInput, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "react-router";
import { keys, meQuery } from "@/api";
import { acceptInvitation, getInvitation } from "@/api/generated";
import { useT } from "@/lang";
import { Loaded } from "@/ui";
import { Door } from "./Door";
import { Form } from "./Form";

/** Somebody was invited: they say their name and choose a password. */
export function Component() {
  const t = useT();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { token = "" } = useParams();
  const offer = useQuery({
    queryKey: keys.invitation(token),
    queryFn: () => getInvitation({ path: { key: token } }),
    retry: false,
  });
  return (
    <Door title={t("auth.invited")}>
      <Loaded query={offer}>
        {({ email, name, role }) => (
          <>
            <p>{t("auth.invitedAs", { email, role: t(`common.role.${role}`) })}</p>
            <Form
              action={t("auth.join")}
              send={async (values) => {
                const { name = "", password = "" } = values;
                const me = await acceptInvitation({ path: { key: token }, body: { name, password } });
                queries.setQueryData(meQuery.queryKey, me);
                await navigate("/", { replace: true });
              }}
            >
              {(errors) => (
                <>
                  <input type="hidden" autoComplete="username" value={email} readOnly />
                  <TextInput
                    name="name"
                    label={t("auth.yourName")}
                    autoComplete="name"
                    defaultValue={name}
                    required
                    withAsterisk={false}
                    error={errors.name}
                    autoFocus
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
          </>
        )}
      </Loaded>
    </Door>
  );
}
