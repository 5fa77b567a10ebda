// SPDX-License-Identifier: Apache-2.0
import { type RefObject, useCallback, useEffect } from "react";
import { useT } from "@/lang";
import { stepOf } from "../document/places";
import type { Phase } from "../document/types";
import { isFigure, type Lane } from "../numbers/lanes";
import { type CardLane, itemsOf } from "../state/items";
import type { Tools } from "../state/tools";
import { leave, liftingKey } from "./lifting";

const cellOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>("[data-r]") : null;

/** The cell of a row that covers a column. */
function covering(root: HTMLElement, row: number, column: number): HTMLElement | undefined {
  return [...root.querySelectorAll<HTMLElement>(`[data-r="${row}"]`)].find((cell) => {
    const from = Number(cell.dataset.c);
    return column >= from && column < from + Number(cell.dataset.span ?? 1);
  });
}

/** The rows there are, from top to bottom. */
function rowsIn(root: HTMLElement): number[] {
  const rows = new Set([...root.querySelectorAll<HTMLElement>("[data-r]")].map((c) => Number(c.dataset.r)));
  return [...rows].sort((a, b) => a - b);
}

/** Gives the focus to a cell, and only that one a place in the tab order. */
function enter(root: HTMLElement, cell: HTMLElement | undefined): void {
  if (!cell) return;
  for (const other of root.querySelectorAll<HTMLElement>('[data-r][tabindex="0"]')) other.tabIndex = -1;
  cell.tabIndex = 0;
  cell.focus({ preventScroll: true });
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/** Begins whatever editing there is at a cell; says whether there is any. Of cards, which one. */
function begin(tools: Tools, cell: HTMLElement, card = 0): boolean {
  const { step, lane, stage, phase } = cell.dataset;
  if (stage !== undefined && phase) {
    if (!tools.mayEdit()) return false;
    tools.ui.write({ editing: { kind: "stage", phase: phase as Phase, stage } });
    return true;
  }
  const found = step ? stepOf(tools.draft.read().journey, step) : undefined;
  if (!found || !tools.mayEdit(found)) return false;
  if (!lane) tools.ui.write({ editing: { kind: "title", step: found.id } });
  else if (lane === "emotion" || lane === "importance")
    tools.ui.write({ editing: { kind: "pick", step: found.id, lane } });
  else if (!isFigure(lane as Lane)) {
    tools.ui.write({ editing: { kind: "card", step: found.id, lane: lane as CardLane, index: card } });
  } else return false;
  return true;
}

/**
 * The keys of the grid: arrows go from cell to cell, Enter edits or goes to what
 * can be pressed inside, Escape comes back out.
 */
export function useGridKeys(grid: RefObject<HTMLElement | null>, tools: Tools) {
  const t = useT();
  useEffect(() => {
    const root = grid.current;
    if (!root || root.querySelector('[data-r][tabindex="0"]')) return;
    const first =
      root.querySelector<HTMLElement>('[data-r="1"]') ?? root.querySelector<HTMLElement>("[data-r]");
    if (first) first.tabIndex = 0;
  });

  // Whoever edited a cell is in it again afterwards.
  useEffect(() => {
    let editing = tools.ui.read().editing;
    return tools.ui.subscribe(() => {
      const was = editing;
      editing = tools.ui.read().editing;
      if (!was || editing) return;
      requestAnimationFrame(() => {
        if (document.activeElement && document.activeElement !== document.body) return;
        grid.current?.querySelector<HTMLElement>('[data-r][tabindex="0"]')?.focus({ preventScroll: true });
      });
    });
  }, [grid, tools]);

  const onFocus = useCallback(
    (event: React.FocusEvent) => {
      const root = grid.current;
      const cell = cellOf(event.target);
      if (!root || !cell || cell.tabIndex === 0) return;
      for (const other of root.querySelectorAll<HTMLElement>('[data-r][tabindex="0"]')) other.tabIndex = -1;
      cell.tabIndex = 0;
    },
    [grid],
  );

  const onKeyDown = useCallback(
    (event: React.KeyboardEvent) => {
      const root = grid.current;
      const cell = cellOf(event.target);
      if (!root || !cell || event.defaultPrevented || event.altKey || event.metaKey) return;
      if (event.target !== cell) return inside(event, cell, () => enter(root, cell), tools);
      const { step, lane } = cell.dataset;
      if (step && lane === "emotion" && liftingKey(tools, t, step, event.key)) {
        event.preventDefault();
        return;
      }
      const [row, column] = [Number(cell.dataset.r), Number(cell.dataset.c)];
      const rows = rowsIn(root);
      const at = rows.indexOf(row);
      const last = Number(root.dataset.columns) - 1;
      const go = (r: number | undefined, c: number) => {
        event.preventDefault();
        if (r !== undefined) enter(root, covering(root, r, Math.max(0, Math.min(last, c))));
      };
      switch (event.key) {
        case "ArrowRight":
          return go(row, column + Number(cell.dataset.span ?? 1));
        case "ArrowLeft":
          return go(row, column - 1);
        case "ArrowDown":
          return go(rows[at + 1], column);
        case "ArrowUp":
          return go(rows[at - 1], column);
        case "Home":
          return go(event.ctrlKey ? rows[0] : row, 0);
        case "End":
          return go(event.ctrlKey ? rows.at(-1) : row, last);
        case "Enter":
        case "F2": {
          event.preventDefault();
          if (begin(tools, cell)) return;
          const part = cell.querySelector<HTMLElement>("a[href], button");
          if (part) part.focus();
          else if (cell.dataset.step) tools.open(cell.dataset.step);
        }
      }
    },
    [grid, tools, t],
  );
  const onBlur = useCallback(
    (event: React.FocusEvent) => {
      // Pressing a point with the pointer takes the focus away too.
      const { lifted } = tools.ui.read();
      if (lifted?.keys && event.target === cellOf(event.target)) leave(tools, t);
    },
    [tools, t],
  );
  const onDouble = useCallback(
    (cell: HTMLElement) => {
      const found = stepOf(tools.draft.read().journey, cell.dataset.step ?? "");
      const lane = cell.dataset.lane as Lane | undefined;
      // On empty ground a double click adds, on a card the card itself answers.
      const count = found && lane && !isFigure(lane) ? itemsOf(found, lane as CardLane).length : 0;
      begin(tools, cell, count);
    },
    [tools],
  );
  return { onFocus, onBlur, onKeyDown, onDouble };
}

/** Keys while something inside of a cell has the focus. */
function inside(event: React.KeyboardEvent, cell: HTMLElement, leave: () => void, tools: Tools): void {
  const card = (event.target as HTMLElement).dataset.card;
  if (event.key === "Enter" && card !== undefined && begin(tools, cell, Number(card))) {
    event.preventDefault();
    return;
  }
  if (event.key === "Escape") {
    event.stopPropagation();
    tools.ui.write({ editing: null });
    leave();
    return;
  }
  const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!by) return;
  const parts = [...cell.querySelectorAll<HTMLElement>("a[href], button, [data-card]")];
  const next = parts[parts.indexOf(event.target as HTMLElement) + by];
  if (next) {
    event.preventDefault();
    next.focus();
  }
}
