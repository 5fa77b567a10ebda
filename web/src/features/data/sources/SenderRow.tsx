// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { useFormat, useT } from "@/lang";
import { useChange, useConfirm } from "@/ui";
import classes from "./Sources.module.css";
import { revokeKey, type Sender, type SenderKey, sendersKey } from "./wire";

interface SenderRowProps {
  sender: Sender;
  making: boolean;
  onMakeKey: () => void;
  onRename: () => void;
}

/** One sender with its keys. */
export function SenderRow({ sender, making, onMakeKey, onRename }: SenderRowProps) {
  const t = useT();
  const title = sender.title || sender.id;
  return (
    <li className={classes.sender}>
      <div className={classes.names}>
        <span className={classes.title}>{title}</span>
        <code className={classes.id}>{sender.id}</code>
      </div>
      <div className={classes.keys}>
        {sender.keys.length === 0 && <span className={classes.quiet}>{t("data.senders.noKey")}</span>}
        {sender.keys.map((key) => (
          <Key key={key.id} of={key} sender={sender} />
        ))}
      </div>
      <div className={classes.buttons}>
        <Button
          size="compact-xs"
          variant="default"
          loading={making}
          onClick={onMakeKey}
          aria-label={`${t("data.senders.makeKey")}: ${title}`}
        >
          {t("data.senders.makeKey")}
        </Button>
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={onRename}
          aria-label={`${t("data.senders.rename")}: ${title}`}
        >
          {t("data.senders.rename")}
        </Button>
      </div>
    </li>
  );
}

function Key({ of, sender }: { of: SenderKey; sender: Sender }) {
  const t = useT();
  const format = useFormat();
  const confirm = useConfirm();
  const revoke = useChange({
    run: () => revokeKey(sender.id, of.id),
    stale: sendersKey,
    said: () => t("data.senders.revoked"),
  });
  const ask = async () => {
    const question = { title: t("data.senders.revokeTitle"), text: t("data.senders.revokeText") };
    if (await confirm({ ...question, action: t("data.senders.revoke"), danger: true }))
      revoke.mutate(undefined);
  };
  return (
    <div className={classes.key}>
      <IconKey size={14} stroke={1.6} aria-hidden />
      <code>{of.hint}…</code>
      <span className={classes.quiet}>{t("data.senders.made", { date: format.date(of.made_at) })}</span>
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        loading={revoke.isPending}
        onClick={() => void ask()}
        aria-label={`${t("data.senders.revoke")}: ${of.hint}`}
      >
        {t("data.senders.revoke")}
      </Button>
    </div>
  );
}
