// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from "react";
import { flushSync } from "react-dom";
import type { Column } from "../numbers/columns";

/** Columns that stand beside each other on a sheet across: at A4 their text has seven points. */
export const perSheet = 6;

/** Parts the columns among sheets: full ones, but rather cut where a stage ends than two steps into it. */
export function sheetsOf(columns: readonly Column[]): Column[][] {
  const sheets: Column[][] = [];
  let from = 0;
  while (from < columns.length) {
    let end = Math.min(columns.length, from + perSheet);
    const starts = (at: number) =>
      columns[at]?.stage !== columns[at - 1]?.stage || columns[at]?.phase !== columns[at - 1]?.phase;
    if (end < columns.length) end = [end, end - 1, end - 2].find(starts) ?? end;
    sheets.push(columns.slice(from, end));
    from = end;
  }
  return sheets;
}

/** Whether the browser prints right now; what depends on it is drawn before the browser looks. */
export function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const begin = () => flushSync(() => setPrinting(true));
    const end = () => setPrinting(false);
    window.addEventListener("beforeprint", begin);
    window.addEventListener("afterprint", end);
    return () => {
      window.removeEventListener("beforeprint", begin);
      window.removeEventListener("afterprint", end);
    };
  }, []);
  return printing;
}
