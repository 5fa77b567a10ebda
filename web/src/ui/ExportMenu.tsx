// SPDX-License-Identifier: Apache-2.0
import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import { IconDownload, IconFileSpreadsheet, IconFileText } from "@tabler/icons-react";
import { useT } from "@/lang";

interface ExportMenuProps {
  /** The address of the same question as a file: (format) => address("/questions/variants/table", {...query, format}). */
  href: (format: "csv" | "xlsx") => string;
}

/** Takes a table away: CSV and Excel. */
export function ExportMenu({ href }: ExportMenuProps) {
  const t = useT();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Tooltip label={t("ui.export")}>
          <ActionIcon aria-label={t("ui.export")} size="sm">
            <IconDownload size={16} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          component="a"
          href={href("csv")}
          download
          leftSection={<IconFileText size={16} stroke={1.6} />}
        >
          {t("ui.exportCsv")}
        </Menu.Item>
        <Menu.Item
          component="a"
          href={href("xlsx")}
          download
          leftSection={<IconFileSpreadsheet size={16} stroke={1.6} />}
        >
          {t("ui.exportXlsx")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
