// SPDX-License-Identifier: Apache-2.0
import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import { IconDownload, IconFileSpreadsheet, IconFileText } from "@tabler/icons-react";
import { useT } from "@/lang";
import { csvOf } from "@/lib/csv";
import type { Column, Value } from "./DataTable";

interface ExportMenuProps<Row> {
  /** The address of the same question as a file: (format) => address("/questions/variants", {...query, format}). */
  href?: (format: "csv" | "xlsx") => string;
  /** Where the server has no such file: what the table holds. */
  table?: { columns: readonly Column<Row>[]; rows: readonly Row[]; name: string };
}

/** Takes a table away: CSV and Excel. */
export function ExportMenu<Row>({ href, table }: ExportMenuProps<Row>) {
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
        {href ? (
          <>
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
          </>
        ) : (
          <>
            <Menu.Item
              leftSection={<IconFileText size={16} stroke={1.6} />}
              onClick={() => table && saveCsv(table)}
            >
              {t("ui.exportCsv")}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconFileSpreadsheet size={16} stroke={1.6} />}
              onClick={() => table && void saveXlsx(table)}
            >
              {t("ui.exportXlsx")}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

interface Table<Row> {
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  name: string;
}

/** The columns that have values, headed by their keys, with the rows below. */
function cellsOf<Row>({ columns, rows }: Table<Row>): Value[][] {
  const filed = columns.filter((c) => c.value);
  return [filed.map((c) => c.key), ...rows.map((row) => filed.map((c) => c.value?.(row)))];
}

function saveCsv<Row>(table: Table<Row>) {
  // Spreadsheets read UTF-8 only if the file says so.
  save(new Blob(["\ufeff", csvOf(cellsOf(table))], { type: "text/csv" }), `${table.name}.csv`);
}

async function saveXlsx<Row>(table: Table<Row>) {
  const { xlsxOf } = await import("@/lib/xlsx");
  save(xlsxOf(cellsOf(table), table.name), `${table.name}.xlsx`);
}

function save(file: Blob, name: string) {
  const url = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
