// SPDX-License-Identifier: Apache-2.0
import { ActionIcon, CopyButton, Modal, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useT } from "@/lang";
import classes from "./Sources.module.css";

/** A write key, told once: to copy, now. */
export function Secret({ value, onClose }: { value: string | null; onClose: () => void }) {
  const t = useT();
  return (
    <Modal opened={value !== null} onClose={onClose} title={t("data.senders.secret")}>
      <p className={classes.secretText}>{t("data.senders.secretText")}</p>
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
