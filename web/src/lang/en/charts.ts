// SPDX-License-Identifier: Apache-2.0
/** The parts in src/charts. */
export const charts = {
  table: "Show as a table",
  chart: "Show as a chart",
  others: "others",
  end: "end",
} as const;
