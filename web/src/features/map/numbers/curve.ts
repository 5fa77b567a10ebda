// SPDX-License-Identifier: Apache-2.0
// The emotion curve: points over the middles of the columns, joined where
// neighbours are known, with gaps where nothing is.

export interface Point {
  column: number;
  value: number;
  lo?: number;
  hi?: number;
}

export interface Frame {
  /** Width of a column and height of the drawing, in pixels. */
  column: number;
  height: number;
  /** Room above +2 and below −2. */
  margin: number;
}

export const xOf = (frame: Frame, column: number): number => (column + 0.5) * frame.column;

export function yOf(frame: Frame, value: number): number {
  const inner = frame.height - 2 * frame.margin;
  return frame.margin + ((2 - Math.min(2, Math.max(-2, value))) / 4) * inner;
}

/** Which value a height stands for, as a whole number −2…2. */
export function valenceAt(frame: Frame, y: number): number {
  const inner = frame.height - 2 * frame.margin;
  return Math.max(-2, Math.min(2, Math.round(2 - ((y - frame.margin) / inner) * 4)));
}

/** Runs of known values; a column without a value ends a run. */
export function runsOf(values: readonly (Omit<Point, "column"> | undefined)[]): Point[][] {
  const runs: Point[][] = [];
  let open = false;
  values.forEach((value, column) => {
    if (!value) {
      open = false;
      return;
    }
    if (!open) runs.push([]);
    open = true;
    runs.at(-1)?.push({ column, ...value });
  });
  return runs;
}

/** A smooth path through a run that never swings beyond its points. */
export function pathOf(frame: Frame, run: readonly Point[]): string {
  let path = "";
  run.forEach((point, i) => {
    const [x, y] = [xOf(frame, point.column), yOf(frame, point.value)];
    const before = run[i - 1];
    if (!before) {
      path = `M${x} ${y}`;
      return;
    }
    const [x0, y0] = [xOf(frame, before.column), yOf(frame, before.value)];
    const middle = (x0 + x) / 2;
    path += `C${middle} ${y0} ${middle} ${y} ${x} ${y}`;
  });
  return path;
}
