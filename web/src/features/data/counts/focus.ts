// SPDX-License-Identifier: Apache-2.0
import type { KeyboardEvent } from "react";

/** Up, down and Enter go to the cell above or below, as in a spreadsheet. */
export function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" || event.key === "Enter" ? 1 : 0;
  const cell = (event.target as HTMLElement).closest("td");
  const row = cell?.parentElement as HTMLTableRowElement | null;
  if (!by || !cell || !row) return;
  event.preventDefault();
  const next = by < 0 ? row.previousElementSibling : row.nextElementSibling;
  const input = (next as HTMLTableRowElement | null)?.cells[cell.cellIndex]?.querySelector("input");
  if (input) input.focus();
  else if (event.key === "Enter") (event.target as HTMLElement).blur();
}
