// SPDX-License-Identifier: Apache-2.0
import { ActionIcon, Button, Checkbox, Popover, TextInput, Tooltip } from "@mantine/core";
import { IconBookmarkPlus } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "react-router";
import { askAgain, keys, problemOf, useMay } from "@/api";
import { saveView } from "@/api/generated";
import { useT } from "@/lang";
import { useToasts } from "./asking";
import classes from "./SaveView.module.css";

/** Keeps the screen with its filter under a name; pinned, it stands on Home. */
export function SaveView() {
  const t = useT();
  const [opened, setOpened] = useState(false);
  if (!useMay("save-views")) return null;
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus width={280}>
      <Popover.Target>
        <Tooltip label={t("ui.view.save")} disabled={opened}>
          <ActionIcon aria-label={t("ui.view.save")} onClick={() => setOpened(!opened)}>
            <IconBookmarkPlus size={16} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <ViewForm onSaved={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function ViewForm({ onSaved }: { onSaved: () => void }) {
  const t = useT();
  const toasts = useToasts();
  const queries = useQueryClient();
  const { pathname, search } = useLocation();
  // The tab's title says best what is seen.
  const [name, setName] = useState(() => document.title.replace(/ · Wend$/, ""));
  const [pinned, setPinned] = useState(true);
  const save = useMutation({
    mutationFn: () => saveView({ body: { name, path: pathname + search, pinned } }),
    onSuccess: async () => {
      toasts.done(pinned ? t("ui.view.pinned", { name }) : t("ui.view.saved", { name }));
      onSaved();
      await askAgain(queries, keys.views);
    },
  });
  const problem = save.error && problemOf(save.error);
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <TextInput
        label={t("ui.view.name")}
        value={name}
        onChange={(e) => setName(e.currentTarget.value)}
        required
        withAsterisk={false}
        error={problem && `${problem.message} ${problem.remedy}`}
        data-autofocus
      />
      <Checkbox
        label={t("ui.view.pin")}
        checked={pinned}
        onChange={(e) => setPinned(e.currentTarget.checked)}
      />
      <Button type="submit" size="xs" loading={save.isPending}>
        {t("common.save")}
      </Button>
    </form>
  );
}
