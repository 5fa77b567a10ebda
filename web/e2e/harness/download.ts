// SPDX-License-Identifier: Apache-2.0
import { readFile } from "node:fs/promises";
import type { Locator, Page } from "playwright-core";

/** Takes the table of a panel away as CSV: the file's name and its lines. */
export async function exported(page: Page, panel: Locator): Promise<{ name: string; lines: string[] }> {
  await panel.getByRole("button", { name: "Export" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: "CSV" }).click(),
  ]);
  const text = await readFile(await download.path(), "utf8");
  return { name: download.suggestedFilename(), lines: text.trim().split("\n") };
}
