// SPDX-License-Identifier: Apache-2.0
import { Button, Popover, Textarea, Tooltip } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { useT } from "@/lang";
import styles from "./Conformance.module.css";
import type { Accepting } from "./useAccepted";

/** Accepts a deviation, with a reason where it counts for everybody, or takes it back. */
export function AcceptButton({ name, of }: { name: string; of: Accepting }) {
  const t = useT();
  const [opened, setOpened] = useState(false);
  const [reason, setReason] = useState("");
  const kept = of.kept.some((k) => k.deviation === name);
  if (kept || of.here.includes(name))
    return (
      <Tooltip label={t("paths.conformance.takeBack")} disabled={kept && !of.mayKeep}>
        <Button
          size="compact-xs"
          variant="light"
          leftSection={<IconCheck size={12} />}
          disabled={kept && !of.mayKeep}
          onClick={() => of.takeBack(name)}
        >
          {t("paths.conformance.isAccepted")}
        </Button>
      </Tooltip>
    );
  const submit = (e: FormEvent) => {
    e.preventDefault();
    setOpened(false);
    setReason("");
    of.accept(name, reason.trim());
  };
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      width={280}
      trapFocus
      returnFocus
      withinPortal
    >
      <Popover.Target>
        <Button
          size="compact-xs"
          variant="default"
          title={t("paths.conformance.acceptText")}
          onClick={() => (of.mayKeep ? setOpened(!opened) : of.accept(name))}
        >
          {t("paths.conformance.accept")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form onSubmit={submit} className={styles.reason}>
          <Textarea
            size="xs"
            label={t("paths.conformance.reason")}
            description={t("paths.conformance.reasonText")}
            autosize
            minRows={2}
            maxLength={500}
            value={reason}
            onChange={(e) => setReason(e.currentTarget.value)}
            data-autofocus
          />
          <Button type="submit" size="xs">
            {t("paths.conformance.acceptIt")}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
