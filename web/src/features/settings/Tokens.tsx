// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconKey, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { keys } from "@/api";
import { listTokens, revokeToken, type Token } from "@/api/generated";
import { useFormat, useT } from "@/lang";
import { type Column, DataTable, EmptyState, Loaded, Panel, useChange, useConfirm } from "@/ui";
import { Secret } from "./Secret";
import classes from "./Settings.module.css";
import { TokenForm } from "./TokenForm";

/** Tokens with which programs use the API. */
export function Component() {
  const t = useT();
  const tokens = useQuery({
    queryKey: keys.tokens,
    queryFn: ({ signal }) => listTokens({ signal }).then((a) => a.tokens ?? []),
  });
  const [making, make] = useDisclosure(false);
  const [secret, setSecret] = useState<string | null>(null);
  const columns = useColumns();
  const button = (
    <Button size="xs" leftSection={<IconPlus size={14} />} onClick={make.open}>
      {t("settings.tokens.make")}
    </Button>
  );
  return (
    <>
      <Panel
        flush
        title={t("settings.tokens.name")}
        text={t("settings.tokens.text")}
        actions={tokens.data?.length ? button : undefined}
      >
        <Loaded
          query={tokens}
          isEmpty={(all) => all.length === 0}
          empty={
            <EmptyState
              icon={<IconKey size={20} stroke={1.6} />}
              title={t("settings.tokens.empty")}
              text={t("settings.tokens.emptyText")}
              action={button}
            />
          }
        >
          {(all) => (
            <DataTable
              label={t("settings.tokens.name")}
              columns={columns}
              rows={all}
              rowKey={(token) => token.id}
              sort="name"
            />
          )}
        </Loaded>
      </Panel>
      <TokenForm
        opened={making}
        onClose={make.close}
        onMade={(made) => {
          make.close();
          setSecret(made);
        }}
      />
      <Secret
        title={t("settings.tokens.secret")}
        text={t("settings.tokens.secretText")}
        value={secret}
        onClose={() => setSecret(null)}
      />
    </>
  );
}

function useColumns(): Column<Token>[] {
  const t = useT();
  const format = useFormat();
  const confirm = useConfirm();
  const revoke = useChange({
    run: (token: Token) => revokeToken({ path: { id: token.id } }),
    stale: keys.tokens,
    said: ({ name }) => t("settings.tokens.revoked", { name }),
  });
  const ask = async (token: Token) => {
    const question = {
      title: t("settings.tokens.revokeTitle", { name: token.name }),
      text: t("settings.tokens.revokeText"),
    };
    if (await confirm({ ...question, action: t("settings.tokens.revoke"), danger: true }))
      revoke.mutate(token);
  };
  return [
    {
      key: "name",
      header: t("settings.tokens.for"),
      value: (token) => token.name,
      cell: (token) => (
        <span className={classes.two}>
          {token.name}
          <code className={classes.quiet}>{token.hint}…</code>
        </span>
      ),
    },
    {
      key: "role",
      header: t("settings.people.role"),
      value: (token) => token.role,
      cell: (token) => t(`common.role.${token.role}`),
    },
    {
      key: "used",
      header: t("settings.sessions.used"),
      value: (token) => token.used_at,
      cell: (token) => (token.used_at ? format.relative(token.used_at) : t("settings.never")),
    },
    {
      key: "ends",
      header: t("settings.ends"),
      value: (token) => token.ends_at,
      cell: (token) => (token.ends_at ? format.date(token.ends_at) : t("settings.never")),
    },
    {
      key: "revoke",
      header: "",
      name: t("settings.tokens.revoke"),
      align: "right",
      cell: (token) => (
        <Button size="compact-xs" variant="default" onClick={() => void ask(token)}>
          {t("settings.tokens.revoke")}
        </Button>
      ),
    },
  ];
}
