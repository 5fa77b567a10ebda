// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconKey, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useT } from "@/lang";
import { EmptyState, Loaded, Panel, useChange } from "@/ui";
import { Secret } from "./Secret";
import { SenderForm } from "./SenderForm";
import { SenderRow } from "./SenderRow";
import classes from "./Sources.module.css";
import { listSenders, makeKey, type Sender, sendersKey } from "./wire";

/** The named senders of events, with the keys with which they send. */
export function Senders() {
  const t = useT();
  const senders = useQuery({ queryKey: sendersKey, queryFn: ({ signal }) => listSenders(signal) });
  const [adding, form] = useDisclosure(false);
  const [renamed, rename] = useState<Sender | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const make = useChange({
    run: async (id: string) => {
      const key = await makeKey(id);
      setSecret(key.secret ?? null);
    },
    stale: sendersKey,
  });
  const button = (
    <Button size="xs" leftSection={<IconPlus size={14} />} onClick={form.open}>
      {t("data.senders.add")}
    </Button>
  );
  return (
    <>
      <Panel
        flush
        title={t("data.senders.title")}
        text={t("data.senders.text")}
        actions={senders.data?.length ? button : undefined}
      >
        <Loaded
          query={senders}
          isEmpty={(all) => all.length === 0}
          empty={
            <EmptyState
              icon={<IconKey size={20} stroke={1.6} />}
              title={t("data.senders.empty")}
              text={t("data.senders.emptyText")}
              action={button}
            />
          }
        >
          {(all) => (
            <ul className={classes.senders}>
              {all.map((sender) => (
                <SenderRow
                  key={sender.id}
                  sender={sender}
                  making={make.isPending && make.variables === sender.id}
                  onMakeKey={() => make.mutate(sender.id)}
                  onRename={() => rename(sender)}
                />
              ))}
            </ul>
          )}
        </Loaded>
      </Panel>
      <SenderForm
        key={renamed?.id ?? "new"}
        opened={adding || renamed !== null}
        of={renamed}
        taken={(senders.data ?? []).map((s) => s.id)}
        onClose={() => {
          form.close();
          rename(null);
        }}
        onSaved={(saved) => {
          const isNew = renamed === null;
          form.close();
          rename(null);
          // A sender without a key can send nothing.
          if (isNew) make.mutate(saved.id);
        }}
      />
      <Secret value={secret} onClose={() => setSecret(null)} />
    </>
  );
}
