// SPDX-License-Identifier: Apache-2.0
// Cards go to cells. There are many hundreds of those, so that they are found in
// the page when they are needed, and none of them waits for cards.
import type { Lane } from "../numbers/lanes";
import type { CardLane } from "../state/items";
import { type Dragged, type Dropped, fits } from "./drops";

/** What a cell of the page stands for. */
export function placeOfCell(cell: HTMLElement | null | undefined): Dropped | undefined {
  const { step, lane } = cell?.dataset ?? {};
  return step && lane ? { kind: "cell", step, lane: lane as CardLane } : undefined;
}

const takes = (dragged: Dragged, cell: HTMLElement): boolean => {
  const figures: Lane[] = ["emotion", "reach", "time", "performance", "importance"];
  return !figures.includes(cell.dataset.lane as Lane) && fits(dragged, placeOfCell(cell));
};

/** The cell at a point of the window that takes what is dragged. */
export function cellAt(dragged: Dragged, x: number, y: number): HTMLElement | undefined {
  for (const element of document.elementsFromPoint(x, y)) {
    const cell = element.closest<HTMLElement>("[role=gridcell]");
    if (cell && takes(dragged, cell)) return cell;
  }
  return undefined;
}

/** The next cell in the direction of an arrow key, brought into sight. */
export function nextCell(
  dragged: Dragged,
  from: { x: number; y: number },
  code: string,
): DOMRect | undefined {
  let best: { cell: HTMLElement; distance: number } | undefined;
  for (const cell of document.querySelectorAll<HTMLElement>("[role=gridcell][data-step]")) {
    if (!takes(dragged, cell)) continue;
    const box = cell.getBoundingClientRect();
    const [dx, dy] = [box.left + box.width / 2 - from.x, box.top + box.height / 2 - from.y];
    const [along, across] = /Left|Right/.test(code) ? [dx, dy] : [dy, dx];
    const ahead = /Right|Down/.test(code) ? along : -along;
    const distance = ahead + Math.abs(across) * 3;
    if (ahead > 8 && (!best || distance < best.distance)) best = { cell, distance };
  }
  best?.cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  return best?.cell.getBoundingClientRect();
}

/** Marks the cell that would take the card; the one before is marked no more. */
export function mark(was: HTMLElement | undefined, now: HTMLElement | undefined): void {
  if (was === now) return;
  was?.removeAttribute("data-over");
  now?.setAttribute("data-over", "");
}
