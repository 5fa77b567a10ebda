// SPDX-License-Identifier: Apache-2.0
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { accessible, cell, openMap, order, saved, settled, shop, shots, step } from "./harness";

const wend = shop();
const map = (path?: string, options = {}) => openMap(wend, path, options);

test("the map shows steps, lanes and live numbers", async () => {
  const page = await map();
  await page.getByText("“It was easy, it came in time and it fitted”").waitFor();
  expect(await page.locator('[data-r="1"][data-step]').count()).toBe(14);
  await cell(page, "reach", "friend-advises").getByText("not observed").waitFor();
  await cell(page, "reach", "checkout").locator("a").first().waitFor();
  await cell(page, "performance", "product-page")
    .getByText(/below target/)
    .waitFor();
  await shots(page, "map");
  await accessible(page);
});

test("a number says how sure it is, and leads to whoever is behind it", async () => {
  const page = await map();
  const number = cell(page, "reach", "checkout").locator("a").first();
  await number.hover();
  const tip = page.getByRole("tooltip");
  await tip.getByText(/95 % interval/).waitFor();
  await tip.getByText(/n = [\d,]+/).waitFor();
  expect(await number.getAttribute("href")).toMatch(
    /^\/customers\?journey=buy-online&step=checkout&what=reached&as_of=20/,
  );
});

test("arrow keys move between cells, Enter edits, Ctrl-Z takes back", async () => {
  const page = await map();
  await step(page, "Sees an ad").first().focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  expect(await page.evaluate(() => (document.activeElement as HTMLElement).dataset.step)).toBe(
    "visits-store",
  );
  await page.keyboard.press("Enter");
  await page.keyboard.type("Walks through a store");
  await page.keyboard.press("Enter");
  await step(page, "Walks through a store").waitFor();
  await saved(page);
  await page.getByText("Draft, 1 change since version 1.").waitFor();
  expect(await page.evaluate(() => (document.activeElement as HTMLElement).dataset.step)).toBe(
    "visits-store",
  );
  await page.keyboard.press("Control+z");
  await step(page, "Looks around in a store").waitFor();
  await saved(page);
  await page.keyboard.press("Control+Shift+z");
  await step(page, "Walks through a store").waitFor();
  await saved(page);
  await page.reload();
  await step(page, "Walks through a store").waitFor();
});

test("in a text field Ctrl-Z takes back what was typed there, elsewhere what the draft says", async () => {
  const page = await map("/journeys/get-help");
  const title = page.locator('[data-r="1"][data-step]').first().locator("[data-title]");
  const before = (await title.textContent()) ?? "";
  await title.dblclick();
  const renamed = page.getByRole("textbox", { name: "Title of the step" });
  await page.keyboard.press("S");
  await page.keyboard.press("Control+z");
  expect(await renamed.inputValue()).toBe(before);
  await page.keyboard.press("Control+Shift+z");
  expect(await renamed.inputValue()).toBe("S");
  await page.keyboard.type("ees that it is broken");
  await page.keyboard.press("Enter");
  await expect.poll(() => title.textContent()).toBe("Sees that it is broken");
  await saved(page);

  await title.click();
  const description = page.getByRole("complementary", { name: "Details" }).getByLabel("Description");
  await description.click();
  await page.keyboard.press("!");
  await page.keyboard.press("Control+z");
  expect(await description.inputValue()).toBe("");
  await page.keyboard.press("Control+Shift+z");
  expect(await description.inputValue()).toBe("!");
  await page.keyboard.press("Control+z");
  expect(await description.inputValue()).toBe("");
  expect(await title.textContent()).toBe("Sees that it is broken");

  await page.locator('[data-r="1"][data-step]').first().focus();
  await page.keyboard.press("Control+z");
  await expect.poll(() => title.textContent()).toBe(before);
  await saved(page);
});

test("a step is dragged to another stage, by mouse and by keyboard", async () => {
  const page = await map();
  const from = await step(page, "Asks for advice").boundingBox();
  const to = await step(page, "Sees an ad").boundingBox();
  if (!from || !to) throw new Error("no boxes");
  await page.mouse.move(from.x + 60, from.y + 30);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width - 20, to.y + 40, { steps: 12 });
  await page.mouse.move(to.x + to.width - 4, to.y + 40, { steps: 3 });
  await page.getByText("Asks for advice: Behind Sees an ad and clicks.").waitFor({ state: "attached" });
  await page.mouse.up();
  await expect.poll(() => order(page)).toMatchObject({ 1: "advice" });
  await saved(page);
  await step(page, "Asks for advice").focus();
  await page.keyboard.press("Space");
  await page.getByText(/^Asks for advice: Behind/).waitFor({ state: "attached" });
  await page.keyboard.press("ArrowRight");
  await page.getByText("Asks for advice: Behind Hears of us from a friend.").waitFor({ state: "attached" });
  await page.keyboard.press("Space");
  await expect.poll(() => order(page)).toMatchObject({ 1: "friend-advises", 2: "advice" });
  await saved(page);
});

test("a stage is dragged before another", async () => {
  const page = await map("/journeys/buy-online-next");
  const stages = () =>
    page.locator("[data-stage]").evaluateAll((all) => all.map((e) => (e as HTMLElement).dataset.stage));
  expect((await stages()).slice(0, 2)).toEqual(["Discover", "Choose"]);
  const from = await page.locator('[data-stage="Choose"]').boundingBox();
  const to = await page.locator('[data-stage="Discover"]').boundingBox();
  if (!from || !to) throw new Error("no boxes");
  await page.mouse.move(from.x + 60, from.y + 15);
  await page.mouse.down();
  await page.mouse.move(to.x + 8, to.y + 20, { steps: 14 });
  await page.getByText("Choose: First in the phase Before.").waitFor({ state: "attached" });
  await page.mouse.up();
  await expect.poll(stages).toMatchObject({ 0: "Choose", 1: "Discover" });
  await saved(page);
  await page.reload();
  await page.getByRole("grid").waitFor();
  expect((await stages()).slice(0, 2)).toEqual(["Choose", "Discover"]);
});

test("a card is dragged to another step, and one is written in place", async () => {
  const page = await map();
  const pains = cell(page, "pains", "product-page");
  await pains.getByText("The weight is nowhere").scrollIntoViewIfNeeded();
  const from = await pains.getByText("The weight is nowhere").boundingBox();
  const to = await cell(page, "pains", "visits-store").boundingBox();
  if (!from || !to) throw new Error("no boxes");
  await page.mouse.move(from.x + 20, from.y + 8);
  await page.mouse.down();
  await page.mouse.move(to.x + 60, to.y + 30, { steps: 12 });
  await page.locator('[data-over][data-step="visits-store"]').waitFor();
  await page.mouse.up();
  await cell(page, "pains", "visits-store").getByText("The weight is nowhere").waitFor();
  expect(await pains.getByText("The weight is nowhere").count()).toBe(0);
  await cell(page, "ideas", "visits-store").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.type("A scale beside the shoes");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await cell(page, "ideas", "visits-store").getByText("A scale beside the shoes").waitFor();
  await saved(page);
});

test("the panel edits evidence and counts what it matches", async () => {
  const page = await map("/journeys/get-help");
  await page.locator('[data-r="1"][data-step]').nth(1).click();
  await page.getByRole("tab", { name: "Evidence" }).click();
  const panel = page.getByRole("complementary", { name: "Details" });
  await panel
    .getByText(/[\d,]+ events of [\d,]+ customers/)
    .first()
    .waitFor();
  await shots(page, "map-panel");
  await accessible(page);
  await panel.getByRole("button", { name: "Add evidence" }).first().click();
  await page.getByRole("menuitem", { name: "Event" }).click();
  await panel.getByPlaceholder("Name of an event").nth(1).fill("Product Viewed");
  await page.getByRole("option", { name: "Product Viewed" }).click();
  await panel.getByText("All together:").waitFor();
  await saved(page);
});

test("segments are compared: colour only where the interval leaves out zero", async () => {
  const page = await map("/journeys/buy-online?segment=professionals&against=segment:consumers");
  await page.getByRole("region", { name: "Compare" }).getByText("Professionals").waitFor();
  await cell(page, "reach", "checkout")
    .getByText(/higher|lower|no clear difference/)
    .first()
    .waitFor();
  await shots(page, "map-compare");
  await accessible(page);
});

test("as-is and to-be stand beside one another", async () => {
  const page = await map("/journeys/buy-online-next?against=journey:buy-online");
  await page.getByText("The other (B)").waitFor();
  await page.getByText("new", { exact: true }).first().waitFor();
  await shots(page, "map-to-be");
});

test("a persona's line stands out where one filters by it", async () => {
  const page = await wend.page();
  await wend.api(page, "POST", "/journeys", { template: "bank-account" });
  await page.goto(`${wend.base}/journeys/bank-account?persona=newcomer`);
  await page.getByRole("grid").waitFor();
  const lit = page.locator('[data-lit="true"]');
  // Its line, and its name in the legend.
  await expect.poll(() => lit.count()).toBeGreaterThan(1);
  await page.getByText("distrusted", { exact: true }).waitFor();
  expect(await page.locator('path[data-lit="false"]').count()).toBeGreaterThan(2);
  await shots(page, "map-persona");
});

/** What the draft says of a step. */
async function inDraft(page: Page, journey: string, id: string): Promise<Record<string, unknown>> {
  const { journey: document } = (await wend.api(page, "GET", `/journeys/${journey}?version=draft`)) as {
    journey: { phases: Record<string, { steps: Record<string, unknown>[] }[]> };
  };
  const steps = Object.values(document.phases).flatMap((stages) => stages.flatMap((s) => s.steps));
  return steps.find((s) => s.id === id) ?? {};
}

test("a feeling is dragged on the curve, by mouse and by keyboard", async () => {
  const page = await map("/journeys/buy-online-next");
  const feeling = async (id: string) => (await inDraft(page, "buy-online-next", id)).feeling;
  const box = await cell(page, "emotion", "advice").boundingBox();
  if (!box) throw new Error("no box");
  // The curve runs from +2, 26 pixels below the top, to -2, 26 above the bottom.
  const height = (valence: number) => box.y + 26 + (2 - valence) * 24;
  const x = box.x + box.width / 2;
  expect(await feeling("advice")).toMatchObject({ valence: 2 });
  await page.mouse.move(x, height(2));
  await page.mouse.down();
  await page.mouse.move(x, height(-1), { steps: 6 });
  await page.getByText("Annoyed", { exact: true }).waitFor();
  expect(await feeling("advice")).toMatchObject({ valence: 2 });
  await page.mouse.up();
  await expect.poll(() => feeling("advice")).toMatchObject({ valence: -1 });
  await cell(page, "emotion", "advice").focus();
  for (const key of ["Space", "ArrowUp", "ArrowUp", "Space"]) await page.keyboard.press(key);
  await expect.poll(() => feeling("advice")).toMatchObject({ valence: 1 });
  for (const key of ["Space", "ArrowDown", "Escape"]) await page.keyboard.press(key);
  await saved(page);
  expect(await feeling("advice")).toMatchObject({ valence: 1 });
  expect(await page.evaluate(() => (document.activeElement as HTMLElement).dataset.lane)).toBe("emotion");
});

test("what is ignored stays so, for everybody, until it is brought back", async () => {
  const [one, two] = [await map("/journeys/buy-online?tray=1"), await map("/journeys/buy-online?tray=1")];
  const events = (page: Page) =>
    page
      .getByRole("region", { name: "Seen but not mapped" })
      .getByRole("listitem")
      .filter({ hasText: "Support Answered" });
  await events(two).first().waitFor();
  await events(one).first().getByRole("button", { name: "Ignore" }).click();
  for (const page of [one, two]) await expect.poll(() => events(page).count()).toBe(0);
  await one.reload();
  const ignored = one.getByRole("button", { name: "1 ignored" });
  await ignored.waitFor();
  await settled(one);
  expect(await events(one).count()).toBe(0);
  await ignored.click();
  await one.getByRole("menuitem", { name: /Support Answered/ }).click();
  for (const page of [one, two]) await expect.poll(() => events(page).count()).toBeGreaterThan(0);
});

test("what is seen but not mapped becomes a step", async () => {
  const page = await map("/journeys/buy-online?tray=1");
  const tray = page.getByRole("region", { name: "Seen but not mapped" });
  await shots(page, "map-tray");
  const solved = await tray.getByText("Ticket Solved").boundingBox();
  const to = await step(page, "Sees an ad").boundingBox();
  if (!solved || !to) throw new Error("no boxes");
  await page.mouse.move(solved.x + 10, solved.y + 5);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width - 4, to.y + 40, { steps: 12 });
  await page.getByText("Ticket Solved: Behind Sees an ad and clicks.").waitFor({ state: "attached" });
  await page.mouse.up();
  await page.getByText("Its evidence will be the event “Ticket Solved”.").waitFor();
  await page.keyboard.press("Escape");
  const event = tray.getByRole("listitem").filter({ hasText: "Support Contacted" });
  await event.first().getByRole("button", { name: "Add as step" }).click();
  await page.getByRole("textbox", { name: "New step" }).fill("Calls customer service");
  await page.keyboard.press("Enter");
  await step(page, "Calls customer service").waitFor();
  await saved(page);
  await expect.poll(() => event.count(), { timeout: 10_000 }).toBe(0);
});

test("an empty journey begins with its first stage and step", async () => {
  const page = await wend.page();
  await wend.api(page, "POST", "/journeys", { title: "I try something new" });
  await page.goto(`${wend.base}/journeys/i-try-something-new`);
  await page.getByText("This journey has no steps yet").waitFor();
  await shots(page, "map-empty");
  await accessible(page);
  await page.getByRole("button", { name: "Add the first stage" }).click();
  await page.getByRole("textbox", { name: "New stage" }).fill("Discover");
  await page.keyboard.press("Enter");
  await page.getByRole("textbox", { name: "New step" }).fill("Hears of us");
  await page.keyboard.press("Enter");
  await step(page, "Hears of us").waitFor();
  await saved(page);
});

/** A page of somebody who may do less. */
async function lesser(may: string[], email: string): Promise<Page> {
  const page = await wend.page();
  await page.route("**/api/v1/me", async (route) => {
    const me = await (await route.fetch()).json();
    await route.fulfill({ json: { ...me, person: { ...me.person, email }, may } });
  });
  await page.goto(`${wend.base}/journeys/buy-online`);
  await page.getByRole("grid").waitFor();
  await settled(page);
  return page;
}

test("a contributor edits the steps that are theirs, and nothing else", async () => {
  const page = await lesser(["read-journeys", "ask", "edit-own-steps"], "service@example.com");
  await step(page, "Asks for advice").dblclick();
  await page.getByRole("textbox", { name: "Title of the step" }).waitFor();
  await page.keyboard.press("Escape");
  await step(page, "Orders and pays").dblclick();
  expect(await page.getByRole("textbox", { name: "Title of the step" }).count()).toBe(0);
  expect(await page.getByRole("button", { name: /^Add a step after/ }).count()).toBe(0);
});

test("a viewer finds no handles", async () => {
  const page = await lesser(["read-journeys", "ask"], "nobody@example.com");
  expect(await page.getByRole("button", { name: "Add", exact: true }).count()).toBe(0);
  expect(await page.locator("[data-drag]").count()).toBe(0);
  expect(await page.getByRole("button", { name: "Undo" }).count()).toBe(0);
});

test("on paper the map stands on sheets that can be read, each with its heads", async () => {
  const page = await map("/journeys/buy-online?segment=professionals");
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  const sheets = page.locator("section").filter({ hasText: "Segment: Professionals" });
  expect(await sheets.count()).toBe(3);
  const steps = await sheets.evaluateAll((all) =>
    all.map((sheet) => sheet.querySelectorAll('[role="columnheader"][data-r="1"]').length),
  );
  expect(Math.max(...steps)).toBe(6);
  const all = page.getByRole("grid", { includeHidden: true }).locator('[data-r="1"][data-step]');
  expect(steps.reduce((sum, n) => sum + n)).toBe(await all.count());
  for (const part of ["Sheet 1/3", "Sheet 2/3", "Sheet 3/3"]) await page.getByText(part).waitFor();
  expect(await page.getByRole("grid").isVisible()).toBe(false);
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  await page.emulateMedia({ media: "screen" });
  await page.getByRole("grid").waitFor();
  expect(await sheets.count()).toBe(0);
});

test("the map leaves as SVG and PNG", async () => {
  const page = await map();
  await page.getByRole("button", { name: "Print and pictures" }).click();
  const [svg] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: "SVG" }).click(),
  ]);
  expect(svg.suggestedFilename()).toBe("buy-online.svg");
  await page.getByRole("button", { name: "Print and pictures" }).click();
  const [png] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: "PNG" }).click(),
  ]);
  expect(png.suggestedFilename()).toBe("buy-online.png");
});
