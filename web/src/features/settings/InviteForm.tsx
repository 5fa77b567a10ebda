// SPDX-License-Identifier: Apache-2.0
import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { askAgain, keys, problemOf, type Role } from "@/api";
import { invite } from "@/api/generated";
import { useT } from "@/lang";
import { RoleSelect } from "./RoleSelect";

interface InviteFormProps {
  opened: boolean;
  onClose: () => void;
  /** Receives the path of the link with which one joins. */
  onInvited: (path: string) => void;
}

export function InviteForm({ opened, onClose, onInvited }: InviteFormProps) {
  const t = useT();
  const queries = useQueryClient();
  const [role, setRole] = useState<Role>("editor");
  const send = useMutation({
    mutationFn: ({ email, name }: { email: string; name: string }) => invite({ body: { email, name, role } }),
    onSuccess: async (link) => {
      onInvited(link.path);
      await askAgain(queries, keys.invitations);
    },
  });
  const problem = send.error && problemOf(send.error);
  const errors = problem?.fields() ?? {};
  return (
    <Modal
      opened={opened}
      onClose={() => {
        send.reset();
        onClose();
      }}
      title={t("settings.people.invite")}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          send.mutate({ email: String(form.get("email")), name: String(form.get("name")) });
        }}
      >
        <Stack gap="md">
          <TextInput
            name="email"
            type="email"
            label={t("common.email")}
            required
            data-autofocus
            error={
              errors.email ?? (problem && !errors.name ? `${problem.message} ${problem.remedy}` : undefined)
            }
          />
          <TextInput
            name="name"
            label={t("common.name")}
            description={t("settings.people.nameText")}
            error={errors.name}
          />
          <RoleSelect label={t("settings.people.role")} value={role} onChange={setRole} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" loading={send.isPending}>
              {t("settings.people.makeLink")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
