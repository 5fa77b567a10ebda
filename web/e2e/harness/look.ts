// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { AxeResults, RunOptions } from "axe-core";
import type { Page } from "playwright-core";
import { expect } from "vitest";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const shotsFolder = fileURLToPath(new URL("../shots", import.meta.url));

/** Waits until nothing is loading: no skeleton and no replaced number is left, and nothing moves or fades. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.readyState === "complete" &&
      !document.querySelector('[role="status"][aria-label], .mantine-Skeleton-root, [aria-busy="true"]') &&
      !document
        .getAnimations()
        .some((a) => a.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY),
  );
  await page.evaluate(() => document.fonts.ready);
}

interface Axe {
  run: (part: Element | Document, options: RunOptions) => Promise<AxeResults>;
}

/** Nothing that axe calls serious or critical, by WCAG 2.2 AA. Of a page that a dialog covers, the dialog. */
export async function accessible(page: Page): Promise<void> {
  // What is replaced just then is pale: only what is found again counts.
  const found = (await violations(page)).length > 0 ? await violations(page) : [];
  expect(found, `axe at ${page.url()}`).toEqual([]);
}

async function violations(page: Page): Promise<string[]> {
  await settled(page);
  // Not as a script tag: the page's security policy forbids that.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  return page.evaluate(async () => {
    const options: RunOptions = {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      // Moderate at most, and it takes long.
      rules: { region: { enabled: false } },
      resultTypes: ["violations"],
      selectors: false,
      iframes: false,
    };
    const part = document.querySelector('[role="dialog"][aria-modal="true"]') ?? document;
    const { violations } = await (window as unknown as { axe: Axe }).axe.run(part, options);
    return violations
      .filter((v) => v.impact === "serious" || v.impact === "critical")
      .map(
        (v) =>
          `${v.id}: ${v.help}: ${v.nodes
            .slice(0, 3)
            .map((n) => `${n.html.slice(0, 160)} ${n.failureSummary ?? ""}`)
            .join(" | ")}`,
      );
  });
}

/** Pictures to look at: 1440 and 1024 wide, light and dark, in e2e/shots (only with SHOTS=1, which CI leaves out). */
export async function shots(page: Page, name: string): Promise<void> {
  if (!process.env.SHOTS) return;
  mkdirSync(shotsFolder, { recursive: true });
  const size = page.viewportSize();
  for (const scheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const width of [1440, 1024]) {
      await page.setViewportSize({ width, height: width === 1440 ? 900 : 768 });
      await settled(page);
      await page.screenshot({ path: `${shotsFolder}/${name}-${width}-${scheme}.png` });
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  if (size) await page.setViewportSize(size);
}
