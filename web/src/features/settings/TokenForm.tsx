// SPDX-License-Identifier: Apache-2.0
import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { askAgain, keys, problemOf, useMay } from "@/api";
import { makeToken } from "@/api/generated";
import { useT } from "@/lang";
import { RoleSelect, roles, type Scope } from "./RoleSelect";

export function TokenForm({
  opened,
  onClose,
  onMade,
}: {
  opened: boolean;
  onClose: () => void;
  onMade: (secret: string) => void;
}) {
  const t = useT();
  const queries = useQueryClient();
  const [role, setRole] = useState<Scope>("viewer");
  const mayWatch = useMay("read-metrics");
  const make = useMutation({
    mutationFn: ({ name, ends }: { name: string; ends: string }) =>
      makeToken({
        body: { name, role, ends_at: ends ? new Date(`${ends}T23:59:59`).toISOString() : undefined },
      }),
    onSuccess: async ({ secret }) => {
      onMade(secret);
      setRole("viewer");
      await askAgain(queries, keys.tokens);
    },
  });
  const problem = make.error && problemOf(make.error);
  const errors = problem?.fields() ?? {};
  return (
    <Modal
      opened={opened}
      onClose={() => {
        make.reset();
        onClose();
      }}
      title={t("settings.tokens.make")}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          make.mutate({ name: String(form.get("name")), ends: String(form.get("ends")) });
        }}
      >
        <Stack gap="md">
          <TextInput
            name="name"
            label={t("settings.tokens.for")}
            placeholder={t("settings.tokens.forExample")}
            required
            data-autofocus
            error={errors.name ?? (problem ? `${problem.message} ${problem.remedy}` : undefined)}
          />
          <RoleSelect<Scope>
            label={t("settings.people.role")}
            value={role}
            onChange={setRole}
            of={mayWatch ? [...roles, "metrics"] : roles}
          />
          <TextInput
            name="ends"
            type="date"
            label={t("settings.ends")}
            description={t("settings.tokens.endsText")}
            error={errors.ends_at}
          />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" loading={make.isPending}>
              {t("common.create")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
