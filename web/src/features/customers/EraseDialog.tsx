// SPDX-License-Identifier: Apache-2.0
import { Button, Group, Modal, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { Link, useNavigate } from "react-router";
import { askAgain, keys, type Problem } from "@/api";
import { type Erased, eraseCustomer } from "@/api/generated";
import { useT } from "@/lang";
import { useToasts } from "@/ui";

/** Erases a customer, once their id was typed. */
export function EraseDialog({ customer, onClose }: { customer: string; onClose: () => void }) {
  const t = useT();
  const navigate = useNavigate();
  const toasts = useToasts();
  const queries = useQueryClient();
  const [typed, setTyped] = useState("");
  const erase = useMutation<Erased, Problem>({
    mutationFn: () => eraseCustomer({ path: { id: customer } }),
    onSuccess: async ({ events, uploads }) => {
      toasts.done(t("customers.eraseAsk.done", { customer, count: events }));
      queries.removeQueries({ queryKey: keys.customer(customer) });
      if (uploads && uploads.length > 0) return;
      await navigate("/customers");
      await askAgain(queries, keys.data);
    },
    onError: (problem) => toasts.failed(problem),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (typed === customer) erase.mutate();
  };
  if (erase.data)
    return (
      <Modal
        opened
        onClose={() => navigate("/customers")}
        title={t("customers.eraseAsk.title", { customer })}
      >
        <Text size="sm">{t("customers.eraseAsk.uploads")}</Text>
        <ul>
          {erase.data.uploads?.map((id) => (
            <li key={id}>{id}</li>
          ))}
        </ul>
        <Group justify="flex-end">
          <Button component={Link} to="/data/import">
            {t("customers.eraseAsk.toImports")}
          </Button>
        </Group>
      </Modal>
    );
  return (
    <Modal opened onClose={onClose} title={t("customers.eraseAsk.title", { customer })}>
      <form onSubmit={submit}>
        <Text size="sm" c="dimmed">
          {t("customers.eraseAsk.text")}
        </Text>
        <TextInput
          mt="md"
          label={t("customers.eraseAsk.type", { customer })}
          value={typed}
          onChange={(e) => setTyped(e.currentTarget.value)}
          autoComplete="off"
          data-autofocus
        />
        <Group justify="flex-end" mt="lg" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" color="red" disabled={typed !== customer} loading={erase.isPending}>
            {t("customers.eraseAsk.action")}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
