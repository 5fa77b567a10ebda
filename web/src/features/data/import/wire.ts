// SPDX-License-Identifier: Apache-2.0
import type { UploadImport } from "@/api/generated";

export type State = "received" | "waiting" | "running" | "done" | "failed" | "canceled" | "interrupted";

/** What an import is called: its first file, with how many more there are. */
export function nameOf(i: UploadImport): string {
  const [first, ...rest] = i.files ?? [];
  return (first?.name ?? i.id) + (rest.length > 0 ? ` +${rest.length}` : "");
}

/** Whether it goes on by itself. */
export const underWay = (i: UploadImport): boolean => i.state === "waiting" || i.state === "running";

/** Whether its files are there to be imported, or imported again where rows were refused. */
export const open = (i: UploadImport): boolean => i.kept && !underWay(i);
