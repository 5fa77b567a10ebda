// SPDX-License-Identifier: Apache-2.0
import { Badge, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { keys, useMe } from "@/api";
import { endSession, listSessions, type Session } from "@/api/generated";
import { useFormat, useT } from "@/lang";
import { type Column, DataTable, Loaded, Panel, useChange } from "@/ui";
import { browserOf } from "./browser";
import { PasswordForm } from "./PasswordForm";
import { ProfileForm } from "./ProfileForm";
import classes from "./Settings.module.css";

/** What is one's own: name, password, and where one is signed in. */
export function Component() {
  const t = useT();
  const { demo } = useMe();
  return (
    <>
      <Panel title={t("settings.sessions.profile")}>
        <ProfileForm />
      </Panel>
      {!demo && (
        <Panel title={t("common.password")} text={t("settings.sessions.passwordText")}>
          <PasswordForm />
        </Panel>
      )}
      <Sessions />
    </>
  );
}

function Sessions() {
  const t = useT();
  const format = useFormat();
  const sessions = useQuery({
    queryKey: keys.sessions,
    queryFn: ({ signal }) => listSessions({ signal }).then((a) => a.sessions ?? []),
  });
  const end = useChange({
    run: (session: Session) => endSession({ path: { id: session.id } }),
    stale: keys.sessions,
    said: () => t("settings.sessions.ended"),
  });
  const columns: Column<Session>[] = [
    {
      key: "agent",
      header: t("settings.sessions.browser"),
      value: (s) => browserOf(s.agent),
      cell: (s) => (
        <span className={classes.two}>
          <span>
            {browserOf(s.agent) || t("common.unknown")}{" "}
            {s.current && (
              <Badge size="xs" variant="light" radius="sm">
                {t("settings.sessions.here")}
              </Badge>
            )}
          </span>
          <span className={classes.quiet}>{s.from}</span>
        </span>
      ),
    },
    {
      key: "made",
      header: t("settings.sessions.since"),
      value: (s) => s.made_at,
      cell: (s) => format.dateTime(s.made_at),
    },
    {
      key: "seen",
      header: t("settings.sessions.used"),
      value: (s) => s.seen_at,
      cell: (s) => format.relative(s.seen_at),
    },
    {
      key: "end",
      header: "",
      name: t("nav.signOut"),
      align: "right",
      cell: (s) =>
        !s.current && (
          <Button size="compact-xs" variant="default" onClick={() => end.mutate(s)}>
            {t("nav.signOut")}
          </Button>
        ),
    },
  ];
  return (
    <Panel flush title={t("settings.sessions.where")} text={t("settings.sessions.whereText")}>
      <Loaded
        query={sessions}
        isEmpty={(all) => all.length === 0}
        empty={<p className={classes.more}>{t("settings.sessions.none")}</p>}
      >
        {(all) => (
          <DataTable
            label={t("settings.sessions.where")}
            columns={columns}
            rows={all}
            rowKey={(s) => s.id}
            sort="-seen"
          />
        )}
      </Loaded>
    </Panel>
  );
}
