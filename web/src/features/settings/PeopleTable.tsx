// SPDX-License-Identifier: Apache-2.0
import { ActionIcon, Avatar, Menu } from "@mantine/core";
import { IconDots, IconKey, IconTrash } from "@tabler/icons-react";
import { keys, type Role, useMay, useMe } from "@/api";
import { changeRole, type Person, removePerson, resetPassword } from "@/api/generated";
import { useFormat, useT } from "@/lang";
import { type Column, DataTable, useChange, useConfirm } from "@/ui";
import { RoleSelect } from "./RoleSelect";
import classes from "./Settings.module.css";

export function PeopleTable({ people, onLink }: { people: Person[]; onLink: (path: string) => void }) {
  const t = useT();
  const format = useFormat();
  const me = useMe();
  const mayManage = useMay("manage-people");
  const role = useChange({
    run: ({ person, role }: { person: Person; role: Role }) =>
      changeRole({ path: { id: person.id }, body: { role } }),
    stale: keys.people,
    said: ({ person, role }) =>
      t("settings.people.changed", { name: person.name, role: t(`common.role.${role}`) }),
  });
  const columns: Column<Person>[] = [
    {
      key: "name",
      header: t("common.name"),
      value: (p) => p.name,
      cell: (p) => (
        <span className={classes.person}>
          <Avatar size={28} radius="xl" name={p.name} color="accent" aria-hidden />
          <span className={classes.two}>
            <span>
              {p.name}
              {p.id === me.person.id && <span className={classes.quiet}> · {t("settings.people.you")}</span>}
            </span>
            <span className={classes.quiet}>{p.email}</span>
          </span>
        </span>
      ),
    },
    {
      key: "role",
      header: t("settings.people.role"),
      value: (p) => p.role,
      width: 180,
      cell: (p) =>
        mayManage ? (
          <RoleSelect
            label={t("settings.people.roleOf", { name: p.name })}
            hideLabel
            value={p.role}
            onChange={(next) => role.mutate({ person: p, role: next })}
          />
        ) : (
          t(`common.role.${p.role}`)
        ),
    },
    {
      key: "seen",
      header: t("settings.people.seen"),
      value: (p) => p.seen_at,
      width: 160,
      cell: (p) => (p.seen_at ? format.relative(p.seen_at) : t("settings.never")),
    },
  ];
  if (mayManage) {
    columns.push({
      key: "more",
      header: "",
      name: t("common.more"),
      width: 48,
      cell: (p) => <More person={p} onLink={onLink} />,
    });
  }
  return (
    <DataTable
      label={t("settings.people.name")}
      columns={columns}
      rows={people}
      rowKey={(p) => p.id}
      sort="name"
    />
  );
}

function More({ person, onLink }: { person: Person; onLink: (path: string) => void }) {
  const t = useT();
  const me = useMe();
  const confirm = useConfirm();
  const remove = useChange({
    run: () => removePerson({ path: { id: person.id } }),
    stale: keys.people,
    said: () => t("settings.people.removed", { name: person.name }),
  });
  const reset = useChange({ run: () => resetPassword({ path: { id: person.id } }), stale: keys.invitations });
  const ask = async () => {
    const question = {
      title: t("settings.people.removeTitle", { name: person.name }),
      text: t("settings.people.removeText"),
    };
    if (await confirm({ ...question, action: t("common.remove"), danger: true })) remove.mutate(undefined);
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={`${t("common.more")}: ${person.name}`}>
          <IconDots size={16} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconKey size={16} stroke={1.6} />}
          onClick={() => reset.mutate(undefined, { onSuccess: (link) => onLink(link.path) })}
        >
          {t("settings.people.reset")}
        </Menu.Item>
        <Menu.Item
          color="red"
          leftSection={<IconTrash size={16} stroke={1.6} />}
          disabled={person.id === me.person.id}
          onClick={ask}
        >
          {t("common.remove")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
