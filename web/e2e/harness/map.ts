// SPDX-License-Identifier: Apache-2.0
import type { Page } from "playwright-core";
import { settled } from "./look";
import type { Wend } from "./wend";

/** The head of a step's column. */
export const step = (page: Page, title: string) =>
  page.locator('[role="columnheader"][data-step]').filter({ hasText: title });

/** A lane's cell in the column of a step. */
export const cell = (page: Page, lane: string, id: string) =>
  page.locator(`[data-lane="${lane}"][data-step="${id}"]`);

/** The steps in the order in which they stand. */
export const order = (page: Page) =>
  page
    .locator('[data-r="1"][data-step]')
    .evaluateAll((cells) => cells.map((c) => (c as HTMLElement).dataset.step));

/** Waits until the server has what was changed. */
export const saved = (page: Page) => page.getByText("Saved", { exact: true }).waitFor();

/** Opens a map and waits for its numbers. */
export async function openMap(wend: Wend, path = "/journeys/buy-online", options = {}): Promise<Page> {
  const page = await wend.page(path, options);
  await page.getByRole("grid").waitFor();
  await page.locator('[data-lane="reach"] [data-tip]').first().waitFor();
  await settled(page);
  return page;
}
