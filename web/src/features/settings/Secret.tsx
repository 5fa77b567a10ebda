// SPDX-License-Identifier: Apache-2.0
import { ActionIcon, CopyButton, Modal, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useT } from "@/lang";
import classes from "./Settings.module.css";

/** A link or a token that is told once: to copy, now. */
export function Secret({
  title,
  text,
  value,
  onClose,
}: {
  title: string;
  text: string;
  value: string | null;
  onClose: () => void;
}) {
  const t = useT();
  return (
    <Modal opened={value !== null} onClose={onClose} title={title}>
      <p className={classes.secretText}>{text}</p>
      <div className={classes.secret}>
        <code>{value}</code>
        <CopyButton value={value ?? ""} timeout={3000}>
          {({ copied, copy }) => (
            <Tooltip label={copied ? t("common.copied") : t("common.copy")}>
              <ActionIcon
                aria-label={copied ? t("common.copied") : t("common.copy")}
                onClick={copy}
                color={copied ? "teal" : "gray"}
                data-autofocus
              >
                {copied ? <IconCheck size={16} stroke={1.6} /> : <IconCopy size={16} stroke={1.6} />}
              </ActionIcon>
            </Tooltip>
          )}
        </CopyButton>
      </div>
    </Modal>
  );
}
