// SPDX-License-Identifier: Apache-2.0
import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import { IconDownload, IconFileSpreadsheet, IconFileText } from "@tabler/icons-react";
import { useT } from "@/lang";

interface ExportMenuProps {
  /** The address of the same question as a file: (format) => address("/questions/variants/table", {...query, format}). */
  href: (format: "csv" | "xlsx") => string;
}

const formats = [
  ["csv", "ui.exportCsv", IconFileText],
  ["xlsx", "ui.exportXlsx", IconFileSpreadsheet],
] as const;

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
        {formats.map(([format, text, Shape]) => (
          <Menu.Item
            key={format}
            component="a"
            href={href(format)}
            download
            leftSection={<Shape size={16} stroke={1.6} />}
          >
            {t(text)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
