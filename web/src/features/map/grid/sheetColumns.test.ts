// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import type { Column } from "../numbers/columns";
import { sheetsOf } from "./sheetColumns";

/** Columns of stages with so many steps each. */
const columns = (...stages: number[]): Column[] =>
  stages.flatMap((count, s) =>
    Array.from({ length: count }, (_, i) => ({
      key: `${s}-${i}`,
      phase: "before" as const,
      stage: `Stage ${s}`,
      number: 1,
    })),
  );

test.each([
  ["few steps", columns(2, 2), [4]],
  ["a stage ends a step earlier", columns(5, 5), [5, 5]],
  ["a long stage is cut", columns(14), [6, 6, 2]],
  ["a stage that ends too early is none to cut at", columns(2, 8), [6, 4]],
  ["nothing", [], []],
])("sheets: %s", (_, all, sizes) => {
  const sheets = sheetsOf(all);
  expect(sheets.map((s) => s.length)).toEqual(sizes);
  expect(sheets.flat()).toEqual(all);
});
