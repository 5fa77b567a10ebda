// SPDX-License-Identifier: Apache-2.0
import { UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useMemo, useRef } from "react";
import { Link } from "react-router";
import { useT } from "@/lang";
import { useParam } from "@/lib/useFilter";
import classes from "./DataTable.module.css";

export type Value = string | number | null | undefined;

export interface Column<Row> {
  key: string;
  header: ReactNode;
  /** The header in words, where it is not a text. */
  name?: string;
  /** What the column is sorted by; without it, it is not. */
  value?: (row: Row) => Value;
  /** What is shown; the value if not given. */
  cell?: (row: Row) => ReactNode;
  /** Numbers stand at the right. */
  align?: "left" | "right" | "center";
  width?: number | string;
}

interface DataTableProps<Row> {
  /** What the table shows, for screen readers. */
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Where a row leads: its first cell becomes the link, the row is clickable. */
  rowLink?: (row: Row) => string;
  /** The order at first: "reach" ascending, "-reach" descending. */
  sort?: string;
  /** The name of the order in the address; change it where a screen has two tables. */
  sortParam?: string;
  /** From this height on the table scrolls under its header. */
  maxHeight?: number | string;
}

/** Sorts a copy. Unknown values come last, both ways. */
export function sorted<Row>(rows: readonly Row[], value: (row: Row) => Value, descending: boolean): Row[] {
  const order = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
  return [...rows].sort((a, b) => {
    const [x, y] = [value(a), value(b)];
    if (x == null || y == null) return x == null ? (y == null ? 0 : 1) : -1;
    const by = typeof x === "number" && typeof y === "number" ? x - y : order.compare(String(x), String(y));
    return descending ? -by : by;
  });
}

/** From this number of rows on only those in sight are drawn. */
const long = 150;
const rowHeight = 37;

/** A table that sorts, keeps its header in sight, and stays quick with many thousand rows. */
export function DataTable<Row>({
  label,
  columns,
  rows,
  rowKey,
  rowLink,
  sort = "",
  sortParam = "sort",
  maxHeight,
}: DataTableProps<Row>) {
  const [order, setOrder] = useParam(sortParam, sort);
  const descending = order.startsWith("-");
  const by = columns.find((c) => c.key === order.replace(/^-/, ""));
  const ordered = useMemo(
    () => (by?.value ? sorted(rows, by.value, descending) : rows),
    [rows, by, descending],
  );
  const scroller = useRef<HTMLDivElement>(null);
  const isLong = ordered.length > long;
  const virtual = useVirtualizer({
    count: isLong ? ordered.length : 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const shown = isLong
    ? items.map((i) => ({ row: ordered[i.index] as Row, index: i.index }))
    : ordered.map((row, index) => ({ row, index }));
  const above = isLong ? (items[0]?.start ?? 0) : 0;
  const below = isLong ? virtual.getTotalSize() - (items.at(-1)?.end ?? 0) : 0;
  return (
    <div
      ref={scroller}
      className={classes.scroller}
      style={{ maxHeight: maxHeight ?? (isLong ? "70vh" : undefined) }}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      role="region"
      aria-label={label}
    >
      <table className={classes.table} aria-label={label} aria-rowcount={ordered.length + 1}>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head
                key={column.key}
                column={column}
                direction={by?.key === column.key ? (descending ? "descending" : "ascending") : undefined}
                onSort={() => setOrder(nextOrder(column, order))}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {above > 0 && <tr style={{ height: above }} aria-hidden />}
          {shown.map(({ row, index }) => (
            <tr key={rowKey(row)} aria-rowindex={index + 2} data-link={rowLink ? true : undefined}>
              {columns.map((column, i) => (
                <td key={column.key} data-align={column.align}>
                  {i === 0 && rowLink ? (
                    <Link className={classes.link} to={rowLink(row)}>
                      {content(column, row)}
                    </Link>
                  ) : (
                    content(column, row)
                  )}
                </td>
              ))}
            </tr>
          ))}
          {below > 0 && <tr style={{ height: below }} aria-hidden />}
        </tbody>
      </table>
    </div>
  );
}

function content<Row>(column: Column<Row>, row: Row): ReactNode {
  return column.cell ? column.cell(row) : (column.value?.(row) ?? "–");
}

/** Numbers begin with the largest, texts with A; the second click turns it round. */
function nextOrder<Row>(column: Column<Row>, order: string): string {
  const first = column.align === "right" ? `-${column.key}` : column.key;
  if (order !== first) return first;
  return first.startsWith("-") ? column.key : `-${column.key}`;
}

interface HeadProps<Row> {
  column: Column<Row>;
  direction?: "ascending" | "descending";
  onSort: () => void;
}

function Head<Row>({ column, direction, onSort }: HeadProps<Row>) {
  const t = useT();
  const name = column.name ?? (typeof column.header === "string" ? column.header : column.key);
  const Arrow = direction === "descending" ? IconArrowDown : IconArrowUp;
  return (
    <th scope="col" style={{ width: column.width }} data-align={column.align} aria-sort={direction}>
      {column.value ? (
        <UnstyledButton className={classes.sort} onClick={onSort} title={t("ui.sortBy", { column: name })}>
          {column.header}
          <Arrow
            className={classes.arrow}
            size={12}
            stroke={2}
            data-on={direction ? true : undefined}
            aria-hidden
          />
        </UnstyledButton>
      ) : (
        column.header
      )}
    </th>
  );
}
