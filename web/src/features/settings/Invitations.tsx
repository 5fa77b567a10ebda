// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { keys } from "@/api";
import { type Invitation, listInvitations, withdrawInvitation } from "@/api/generated";
import { useFormat, useT } from "@/lang";
import { type Column, DataTable, Panel, useChange } from "@/ui";
import classes from "./Settings.module.css";

/** Invitations that nobody has accepted yet; nothing where there are none. */
export function Invitations() {
  const t = useT();
  const format = useFormat();
  const open = useQuery({
    queryKey: keys.invitations,
    queryFn: ({ signal }) => listInvitations({ signal }).then((a) => a.invitations ?? []),
  });
  const withdraw = useChange({
    run: (invitation: Invitation) => withdrawInvitation({ path: { key: invitation.id } }),
    stale: keys.invitations,
    said: ({ email }) => t("settings.people.withdrawn", { email }),
  });
  if (!open.data?.length) return null;
  const columns: Column<Invitation>[] = [
    {
      key: "email",
      header: t("common.email"),
      value: (i) => i.email,
      cell: (i) => (
        <span className={classes.two}>
          {i.email}
          {i.name && <span className={classes.quiet}>{i.name}</span>}
        </span>
      ),
    },
    {
      key: "role",
      header: t("settings.people.role"),
      value: (i) => i.role,
      cell: (i) => t(`common.role.${i.role}`),
      width: 180,
    },
    {
      key: "ends",
      header: t("settings.ends"),
      value: (i) => i.ends_at,
      cell: (i) => format.relative(i.ends_at),
      width: 160,
    },
    {
      key: "withdraw",
      header: "",
      name: t("settings.people.withdraw"),
      align: "right",
      cell: (i) => (
        <Button size="compact-xs" variant="default" onClick={() => withdraw.mutate(i)}>
          {t("settings.people.withdraw")}
        </Button>
      ),
    },
  ];
  return (
    <Panel flush title={t("settings.people.invited")} text={t("settings.people.invitedText")}>
      <DataTable
        label={t("settings.people.invited")}
        columns={columns}
        rows={open.data}
        rowKey={(i) => i.id}
        sortParam="invited"
      />
    </Panel>
  );
}
