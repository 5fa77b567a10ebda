// SPDX-License-Identifier: Apache-2.0
import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { askAgain, problemOf } from "@/api";
import { useT } from "@/lang";
import { slugOf } from "@/lib/slug";
import { type Sender, saveSender, sendersKey } from "./wire";

interface SenderFormProps {
  opened: boolean;
  /** The sender to rename; null makes a new one. */
  of: Sender | null;
  taken: readonly string[];
  onClose: () => void;
  onSaved: (sender: Sender) => void;
}

/** Names a sender. The id that its events carry never changes afterwards. */
export function SenderForm({ opened, of, taken, onClose, onSaved }: SenderFormProps) {
  const t = useT();
  const queries = useQueryClient();
  const [title, setTitle] = useState(of?.title ?? "");
  const [id, setId] = useState<string | null>(null);
  const shown = of?.id ?? id ?? slugOf(title);
  const save = useMutation({
    mutationFn: () => saveSender(shown, title),
    onSuccess: async (saved) => {
      onSaved(saved);
      setTitle("");
      setId(null);
      await askAgain(queries, sendersKey);
    },
  });
  const problem = save.error && problemOf(save.error);
  const errors = problem?.fields() ?? {};
  const isTaken = !of && taken.includes(shown);
  return (
    <Modal opened={opened} onClose={onClose} title={of ? t("data.senders.rename") : t("data.senders.add")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack gap="md">
          <TextInput
            label={t("common.title")}
            placeholder={t("data.senders.example")}
            value={title}
            onChange={(e) => setTitle(e.currentTarget.value)}
            required
            data-autofocus
            error={
              errors.title ?? (problem && !errors.id ? `${problem.message} ${problem.remedy}` : undefined)
            }
          />
          {!of && (
            <TextInput
              label={t("data.senders.id")}
              description={t("data.senders.idText")}
              value={shown}
              onChange={(e) => setId(e.currentTarget.value)}
              required
              error={isTaken ? t("data.senders.taken") : errors.id}
            />
          )}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" loading={save.isPending} disabled={isTaken}>
              {of ? t("common.save") : t("data.senders.create")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
