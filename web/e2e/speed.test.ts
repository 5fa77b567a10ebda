// SPDX-License-Identifier: Apache-2.0
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { shop } from "./harness";

const wend = shop();

/** A journey of forty steps with words on every lane, and numbers: products by their price. */
function large(): string {
  const step = (n: number) => `        - id: step-${n}
          title: The customer does the thing number ${n}
          touchpoint: {channel: website, nature: informative, direction: pull}
          owner: web@example.com
          optional: true
          evidence: [{event: Product Viewed, where: {price: {gte: ${n * 5}${n < 39 ? `, lt: ${n * 5 + 5}` : ""}}}}]
          importance: ${(n % 5) + 1}
          feeling: {valence: ${(n % 5) - 2}, label: so and so}
          does: [Looks, Thinks]
          thinks: What is this about?
          pains: [{title: It takes long, severity: 3}, {title: It is dear, severity: 2}]
          gains: [It works]
          ideas: [Make it faster]
          backstage: {frontstage: [Adviser], backstage: [Planning], support: [Server]}`;
  const stage = (name: string, from: number) =>
    `    - stage: ${name}\n      steps:\n${Array.from({ length: 8 }, (_, i) => step(from + i)).join("\n")}`;
  return `wend: journey/v1
id: large
title: A long way
instance: {idle: 2h}
phases:
  before:
${stage("One", 0)}
${stage("Two", 8)}
  during:
${stage("Three", 16)}
${stage("Four", 24)}
  after:
${stage("Five", 32)}
`;
}

/** The longest pauses between frames, in ms, while the grid is scrolled from end to end. */
function scrolled(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const grid = document.querySelector('[role="grid"]');
    let box: Element | null = grid;
    while (box && box.scrollWidth <= box.clientWidth + 10) box = box.parentElement;
    if (!box) throw new Error("nothing scrolls");
    const gaps: number[] = [];
    let last = performance.now();
    for (let i = 0; i < 60; i++) {
      box.scrollLeft += 80;
      await new Promise((next) => requestAnimationFrame(next));
      gaps.push(performance.now() - last);
      last = performance.now();
    }
    return gaps.sort((a, b) => a - b);
  });
}

test("a map of forty steps with all lanes is there at once and scrolls smoothly", async () => {
  const page = await wend.page();
  await wend.api(page, "POST", "/journeys", { yaml: large() });
  await page.goto(`${wend.base}/journeys`);
  const link = page.getByRole("link", { name: "A long way" }).first();
  await link.waitFor();
  // Once to load the code and to form the instances; then as people go to and fro.
  await link.click();
  await page.locator('[data-lane="reach"][data-step="step-39"] a').first().waitFor({ state: "attached" });
  await page.goBack();
  await link.waitFor();
  const began = Date.now();
  await link.click();
  await page.locator('[data-lane="reach"][data-step="step-39"] a').first().waitFor({ state: "attached" });
  await page.locator('[data-r="1"][data-step="step-3"]').focus();
  await page.keyboard.press("ArrowRight");
  expect(await page.evaluate(() => (document.activeElement as HTMLElement).dataset.step)).toBe("step-4");
  const took = Date.now() - began;
  const gaps = await scrolled(page);
  const [median, worst] = [gaps[30] as number, gaps[57] as number];
  process.stdout.write(
    `forty steps: interactive after ${took} ms; frames of ${median.toFixed(0)} ms, of the slowest ${worst.toFixed(0)} ms\n`,
  );
  // What people are promised is a second; a shared machine may need longer.
  expect(took).toBeLessThan(4000);
  expect(median).toBeLessThan(50);
});
