// SPDX-License-Identifier: Apache-2.0
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { accessible, exported, settled, shop, shots } from "./harness";

const wend = shop();
const card = (page: Page, title: string) => page.getByRole("article", { name: title, exact: true });
const search = (page: Page) => new URL(page.url()).searchParams;

test("journeys with their health, as they are beside what they are to become", async () => {
  const page = await wend.page("/journeys");
  const buy = card(page, "I buy outdoor gear online");
  await buy.getByText(/target 4\.40/).waitFor();
  const figure = buy.getByRole("link", { name: /Completion: \d+(\.\d)?%/ });
  expect(await figure.getAttribute("href")).toMatch(
    /^\/customers\?journey=buy-online&what=completed&as_of=20/,
  );
  await figure.hover();
  await page
    .getByRole("tooltip")
    .getByText(/n = [\d,]+/)
    .waitFor();

  // The to-be stands in the same row, at the right.
  const [left, right] = await Promise.all([
    buy.boundingBox(),
    card(page, "I buy outdoor gear online, and it comes when I need it").boundingBox(),
  ]);
  expect(right?.y).toBe(left?.y);
  expect(right?.x).toBeGreaterThan((left?.x ?? 0) + (left?.width ?? 0));
  await page.mouse.move(0, 0);
  await accessible(page);
  await shots(page, "journeys");
});

test("finding, filtering and sorting stand in the address", async () => {
  const page = await wend.page("/journeys?view=list");
  await page.getByRole("row", { name: /I get help with my order/ }).waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("help");
  await page.getByText("1 of 3 journeys").waitFor();
  expect(search(page).get("q")).toBe("help");
  await page.getByRole("searchbox", { name: "Find a journey" }).fill("nothing like this");
  await page.getByText("No journey fits").waitFor();
  await page.getByRole("button", { name: "Clear the filters" }).click();
  await page.getByRole("combobox", { name: "Any state" }).click();
  await page.getByRole("option", { name: "To be" }).click();
  await page.getByText("1 of 3 journeys").waitFor();
  expect(search(page).get("state")).toBe("to-be");
  await accessible(page);
  await page.goto(`${wend.base}/journeys?view=list&sort=steps`);
  await page.getByRole("row").nth(1).waitFor();
  await shots(page, "journeys-list");
});

test("a journey goes to the archive and comes back", async () => {
  const page = await wend.page("/journeys");
  const title = "I get help with my order";
  await card(page, title)
    .getByRole("button", { name: `More about ${title}` })
    .click();
  await page.getByRole("menuitem", { name: "Archive" }).click();
  await card(page, title).waitFor({ state: "detached" });
  await page.getByRole("alert").getByRole("button", { name: "Undo" }).click();
  await card(page, title).waitFor();

  await card(page, title)
    .getByRole("button", { name: `More about ${title}` })
    .click();
  await page.getByRole("menuitem", { name: "Archive" }).click();
  await page.goto(`${wend.base}/journeys?status=archived`);
  await card(page, title)
    .getByRole("button", { name: `More about ${title}` })
    .click();
  await page.getByRole("menuitem", { name: "Bring back" }).click();
  await page.getByText("The archive is empty").waitFor();
});

test("from a template", async () => {
  const page = await wend.page("/journeys/new");
  const gallery = page.getByRole("list", { name: "Templates" });
  await gallery.getByRole("button").first().waitFor();
  expect(await gallery.getByRole("button").count()).toBe(12);
  await gallery.getByRole("button", { name: /^Hotel/ }).click();
  expect(search(page).get("template")).toBe("hotel");
  await page.getByRole("heading", { name: "I stay at a hotel" }).waitFor();
  await page.getByText("8 stages · 18 steps · 5 moments of truth").waitFor();
  await accessible(page);
  await shots(page, "new-template");
  await page.getByLabel("Title of your journey").fill("I stay with us");
  await page.getByRole("button", { name: "Use this template" }).click();
  await page.waitForURL("**/journeys/i-stay-with-us");

  // It brought its personas along.
  await page.goto(`${wend.base}/personas`);
  await page.getByRole("heading", { name: "Tom, away with Ines for the weekend" }).waitFor();
});

test("from a document, with its mistakes at their lines", async () => {
  const page = await wend.page("/journeys/new?from=yaml");
  const text = page.getByRole("textbox", { name: "The journey document" });
  await text.fill("wend: journey/v1\nid: rent\ntitle: I rent skis\ncolour: red\n");
  await page.getByRole("button", { name: /line 4.*colour/ }).click();
  expect(await text.evaluate((area: HTMLTextAreaElement) => area.value.slice(0, area.selectionStart))).toBe(
    "wend: journey/v1\nid: rent\ntitle: I rent skis\n",
  );
  const create = page.getByRole("button", { name: "Create the draft" });
  expect(await create.isDisabled()).toBe(true);
  await shots(page, "new-yaml");
  await accessible(page);
  await text.fill(
    "wend: journey/v1\nid: rent\ntitle: I rent skis\nphases:\n  before:\n    - {stage: Choose, steps: [{id: looks, title: Looks}]}\n",
  );
  await page.getByText("No mistakes.").waitFor();
  await create.click();
  await page.waitForURL("**/journeys/rent");
});

test("from what happened, with its fitness and what was left out", async () => {
  const page = await wend.page("/journeys/new?from=data");
  await page.getByRole("combobox", { name: "One journey for each" }).fill("order_id");
  await page.getByRole("button", { name: "Propose a journey" }).click();
  await page.getByText("Fitness of the steps").waitFor();
  await page.getByText("Order completed", { exact: true }).waitFor();
  await page.getByRole("table", { name: "Left out" }).getByText("in too few instances").first().waitFor();
  await accessible(page);
  await shots(page, "new-data");
  const { name, lines } = await exported(page, page.locator("main"));
  expect(name).toMatch(/^leftOut-\d{4}-\d\d-\d\d\.csv$/);
  expect(lines[0]).toBe("as_of,only,event,events,instances,again,why,of");
  expect(lines.length).toBe(await page.getByRole("table", { name: "Left out" }).getByRole("row").count());
  expect(lines[1]).toContain(",each order_id,");
  await page.getByLabel("Title of your journey").fill("What we found");
  await page.getByRole("button", { name: "Make it a draft" }).click();
  await page.waitForURL("**/journeys/what-we-found");
});

test("as the to-be of a journey", async () => {
  const page = await wend.page("/journeys/new?from=to-be&of=get-help");
  const title = page.getByLabel("Title of the to-be");
  await expect.poll(() => title.inputValue()).toBe("I get help with my order, as it should be");
  await accessible(page);
  await page.getByRole("button", { name: "Create the draft" }).click();
  await page.waitForURL("**/journeys/get-help-to-be");
});

test("blank: a title is enough", async () => {
  const page = await wend.page("/journeys/new?from=blank");
  await page.getByLabel("What the customer would say").fill("I hire a guide");
  await page.getByText("i-hire-a-guide").waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/journeys/i-hire-a-guide");

  // An id is given once: the second of that name is told so, at its field.
  wend.tolerate(/409/);
  await page.goto(`${wend.base}/journeys/new?from=blank`);
  await page.getByLabel("What the customer would say").fill("I hire a guide");
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByLabel("Id").fill("get-help");
  await page.getByRole("button", { name: "Create the draft" }).click();
  await page.getByText(/is taken/).waitFor();
});

test("in French", async () => {
  const page = await wend.page("/journeys", { locale: "fr-FR" });
  await page.getByRole("heading", { name: "Parcours" }).waitFor();
  await page.getByText("Aboutissement").first().waitFor();
  await settled(page);
  await accessible(page);
});
