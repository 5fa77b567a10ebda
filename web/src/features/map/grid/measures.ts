// SPDX-License-Identifier: Apache-2.0
import type { Frame } from "../numbers/curve";

/** Widths that drawings over several columns rest on, in pixels before zooming. */
export const columnWidth = 188;
export const labelWidth = 148;
export const emotionHeight = 148;

/** The drawing of the emotion curve. */
export const frame: Frame = { column: columnWidth, height: emotionHeight, margin: 26 };

/** Room that lanes keep for their numbers while those are on their way. */
export const laneHeights: Readonly<Record<string, number>> = {
  emotion: emotionHeight,
  reach: 146,
  time: 116,
  performance: 82,
};

export const zooms = [0.5, 0.75, 0.9, 1, 1.1, 1.25] as const;

/** The zoom at which all columns fit, within what can be read. */
export function fitting(columns: number, width: number): number {
  const wanted = width / (labelWidth + columns * columnWidth + 16);
  return Math.min(1.25, Math.max(0.35, Math.floor(wanted * 100) / 100));
}

/** Reads "fit", "0.9"; anything else is 1. */
export function readZoom(text: string, columns: number, width: number): number {
  if (text === "fit") return fitting(columns, width);
  const zoom = Number(text);
  return zoom >= 0.5 && zoom <= 1.25 ? zoom : 1;
}
