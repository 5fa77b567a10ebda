// SPDX-License-Identifier: Apache-2.0
import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { accessible, settled, shop, shots } from "./harness";

const wend = shop();

/**
 * Follows a number to who stands behind it, which must be as many, and comes
 * back. The number stands in what the link says, behind a word.
 */
async function follow(page: Page, link: Locator, word = ""): Promise<string> {
  const said = new RegExp(`${word}(\\d+(?:,\\d{3})*)`);
  await link.waitFor();
  await settled(page);
  const count = said.exec((await link.getAttribute("aria-label")) ?? (await link.textContent()) ?? "")?.[1];
  expect(count).toBeDefined();
  const from = page.url();
  await link.focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/customers\?/);
  const sentence = page.getByRole("region", { name: "Behind this number" }).getByRole("status");
  await sentence.waitFor();
  const words = (await sentence.textContent()) ?? "";
  expect(words).toMatch(new RegExp(`^${count} (customer|instance|path)`));
  await page.getByRole("table", { name: "Customers" }).getByRole("link").first().waitFor();
  await page.getByRole("button", { name: "Back" }).click();
  await page.waitForURL(from);
  return words;
}

test("behind the flow: who is at a step, who goes on, who ends", async () => {
  const page = await wend.page("/paths/flow?journey=buy-online&top=3");
  const flow = page.getByRole("group", { name: "Flow of customers from step to step" });
  const words = await follow(
    page,
    flow.getByRole("link", { name: /^Studies product pages.*, Here/ }).nth(1),
    "Here ",
  );
  expect(words).toContain("whose step 2 was “Studies product pages”");
  await follow(page, flow.getByRole("link", { name: /^others.*, Here/ }).first(), "Here ");
  const table = page.getByRole("table", { name: "The same in numbers" });
  await follow(page, table.getByRole("link", { name: /^[\d,]+$/ }).nth(2));
  await page.goto(`${wend.base}/paths/flow?journey=buy-online&ending=ordered`);
  await follow(page, table.getByRole("link", { name: /^[\d,]+$/ }).first());
});

test("behind the funnel: who came to a step, and who was lost", async () => {
  const page = await wend.page(
    "/paths/funnel?journey=buy-online&step=product-page&step=advice%3F&step=checkout&step=ordered&order=ordered&window=7d",
  );
  const bars = page.getByRole("region", { name: "How many go on" });
  const lost = bars.getByRole("link", { name: /^Lost before: Goes to the checkout/ });
  expect(await follow(page, lost, "Instances ")).toContain(
    "who reached “Studies product pages” in the funnel and went no further",
  );
  await follow(page, bars.getByRole("link", { name: /^Asks for advice/ }), "Instances ");
  await follow(page, page.getByRole("link", { name: /too recent/ }));
  await page.goto(`${wend.base}/paths/funnel?journey=buy-online&breakdown=channel&per=customer`);
  const group = page.getByRole("table", { name: "By group" });
  await follow(page, group.getByRole("link").nth(2));
  await page.goto(`${wend.base}/paths/funnel?journey=buy-online&segment=professionals&against=rest`);
  await group.getByText("Everybody else").waitFor();
  await follow(page, group.getByRole("link").last());
});

test("behind deviations: who has them, who fits, with what is accepted", async () => {
  const page = await wend.page("/paths/conformance?journey=buy-online&accept=missing%3Aparcel-received");
  await follow(page, page.getByRole("link", { name: /follow it/ }).first());
  await follow(page, page.getByRole("link", { name: /deviate/ }).first());
  const table = page.getByRole("table", { name: "Deviations and what they go along with" });
  expect(await follow(page, table.getByRole("link", { name: /^[\d,]+$/ }).first())).toContain("left out");
});

test("behind returns and channels: who came back, went on, changed", async () => {
  const page = await wend.page("/paths/returns?journey=buy-online");
  const came = page.locator("dl > div", { hasText: "Came back so far" }).getByRole("link");
  expect(await follow(page, came)).toContain("came back");
  await follow(page, page.getByRole("table", { name: "By the last channel" }).getByRole("link").first());
  const matrix = page.getByRole("table", { name: "From one journey to another" });
  const onwards = matrix.getByRole("link", {
    name: /^I get help with my order → I buy outdoor gear online: /,
  });
  expect(await follow(page, onwards, "Came back so far ")).toContain("went on to");
  const channels = page.getByRole("table", { name: "From channel to channel" });
  await follow(page, channels.getByRole("link").first(), "Instances ");
});

test("behind cohorts and the lifecycle: who came again, who moved on", async () => {
  const page = await wend.page("/paths/cohorts?journey=buy-online&every=month");
  const cells = page.getByRole("table", { name: "Who is still active" }).getByRole("link");
  expect(await follow(page, cells.nth(1), "Active ")).toContain("a month later");
  const flows = page.getByRole("figure", { name: "New, kept, back, silent" });
  await flows.getByRole("button", { name: "Show as a table" }).click();
  expect(await follow(page, flows.getByRole("link").nth(3))).toContain("in the month of");
  const states = page.getByRole("table", { name: "From one instance to the next" });
  await follow(page, states.getByRole("link").first(), "How often ");
  await page.goto(`${wend.base}/lifecycle`);
  const moves = page.getByRole("table", { name: "Flows between states" });
  expect(await follow(page, moves.getByRole("link").first())).toContain("who began in the state");
});

test("the flow of a journey, and who stands behind it", async () => {
  const page = await wend.page("/paths");
  await page.waitForURL("**/paths/flow?journey=buy-online");
  const flow = page.getByRole("group", { name: "Flow of customers from step to step" });
  const first = flow.getByRole("link", { name: /^Studies product pages.*, Here/ }).first();
  await first.waitFor();
  await accessible(page);
  await shots(page, "paths-flow");

  // The table has what the picture has.
  const table = page.getByRole("table", { name: "The same in numbers" });
  const loop = table.getByRole("row", { name: /Studies product pages Studies product pages/ }).first();
  await loop.waitFor();
  await page.getByRole("switch", { name: "Repetitions as one" }).click();
  await page.waitForURL(/collapse=1/);
  await loop.waitFor({ state: "detached" });

  await page.getByRole("combobox", { name: "Begin with" }).click();
  await page.getByRole("option", { name: "Goes to the checkout" }).click();
  await page.waitForURL(/starting=checkout/);
  const begin = flow.getByRole("link", { name: /^Goes to the checkout.*, Here .*100/ });
  expect(new URL((await begin.getAttribute("href")) ?? "", wend.base).searchParams.get("step")).toBe(
    "checkout",
  );
});

test("variants are found by their steps and unfolded", async () => {
  const page = await wend.page("/paths/variants?journey=buy-online");
  const list = page.getByRole("list", { name: "Variants" });
  await list.getByRole("listitem").first().waitFor();
  await accessible(page);
  await shots(page, "paths-variants");
  await page.getByRole("combobox", { name: "Only those with" }).click();
  await page.getByRole("option", { name: "Brings something back" }).click();
  await page.waitForURL(/has=brings-back/);
  await settled(page);
  await page.getByRole("button", { name: "Unfold variant 1", exact: true }).click();
  await list.getByRole("link", { name: "Brings something back" }).first().waitFor();
});

test("a comparison says what differs, with its interval", async () => {
  const page = await wend.page("/paths/variants?journey=buy-online&segment=professionals&against=rest");
  const table = page.getByRole("table", { name: "Variants that differ" });
  await table.getByRole("columnheader", { name: "Everybody else" }).waitFor();
  await table
    .getByRole("img", { name: /95 % interval/ })
    .first()
    .waitFor();
  await page.getByRole("button", { name: "Stop comparing" }).click();
  await table.waitFor({ state: "detached" });
  await page.waitForURL((url) => !url.searchParams.has("against"));
});

test("transitions, what is done again, and how long it takes", async () => {
  const page = await wend.page("/paths/transitions?journey=buy-online");
  const matrix = page.getByRole("table", { name: "What follows what" });
  await matrix.getByRole("link", { name: /^Goes to the checkout → Orders and pays: / }).waitFor();
  await page.getByRole("img", { name: "How long it takes" }).waitFor();
  await accessible(page);
  await shots(page, "paths-transitions");
  await page.getByText("Median time", { exact: true }).first().click();
  await page.waitForURL(/measure=median/);
  await page.getByRole("button", { name: "Show as a table" }).click();
  await page.getByRole("region", { name: "How long it takes" }).getByRole("rowheader").first().waitFor();
});

test("a number leads to as many instances as it says", async () => {
  const page = await wend.page("/paths/transitions?journey=buy-online&segment=professionals");
  const matrix = page.getByRole("table", { name: "What follows what" });
  const cell = matrix.getByRole("link", { name: /^Goes to the checkout → Orders and pays: / });
  const instances = /Instances (\d[\d,]*\d)/.exec((await cell.textContent()) ?? "")?.[1];
  expect(instances).toBeDefined();
  await cell.click();
  await page.waitForURL(/customers\?.*what=transition/);
  await page
    .getByRole("region", { name: /behind/i })
    .getByText(String(instances))
    .first()
    .waitFor();
});

test("deviations are told, narrowed to a step and accepted", async () => {
  const page = await wend.page("/paths/conformance?journey=buy-online");
  const table = page.getByRole("table", { name: "Deviations and what they go along with" });
  await table.getByRole("row").nth(3).waitFor();
  await accessible(page);
  await shots(page, "paths-conformance");
  await page.getByRole("button", { name: /Goes to the checkout ?, Missing/ }).click();
  await table.getByText("Receives the parcel").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Only: Goes to the checkout" }).click();
  await table.getByText("Receives the parcel").first().waitFor();
  await table.getByRole("button", { name: "Accept", exact: true }).first().click();
  await page.getByRole("textbox", { name: "Why nobody minds" }).fill("Regulars know it by heart");
  await accessible(page);
  await page.getByRole("button", { name: "Accept for everybody" }).click();
  const accepted = page.getByRole("region", { name: "Accepted" });
  await accepted.getByText(/Ada Moreau, .*Regulars know it by heart/).waitFor();
  await page
    .getByText(/with what is accepted/)
    .first()
    .waitFor();
  await accessible(page);
  await shots(page, "paths-conformance-accepted");

  // It counts for everybody who asks, until it is taken back; and that can be taken back too.
  const other = await wend.page("/paths/conformance?journey=buy-online");
  await other.getByRole("region", { name: "Accepted" }).getByText("Ada Moreau").waitFor();
  await page.getByRole("button", { name: /^No longer accept/ }).click();
  await accepted.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Undo" }).click();
  await accepted.getByText(/Regulars know it by heart/).waitFor();
  await page.getByRole("button", { name: /^No longer accept/ }).click();
  await accepted.waitFor({ state: "detached" });
});

test("a funnel is built by keyboard and by mouse, and broken down", async () => {
  const page = await wend.page("/paths/funnel?journey=buy-online");
  const bars = page.getByRole("region", { name: "How many go on" });
  await bars.getByText("Receives the parcel").waitFor();
  await accessible(page);
  await shots(page, "paths-funnel");

  // Press to add; the required steps are written down with it.
  await page.getByRole("button", { name: "Add Brings something back" }).click();
  await page.waitForURL((url) => url.searchParams.getAll("step").at(-1) === "brings-back");

  // Space picks up, the arrows move, space puts down.
  const last = page.getByRole("button", { name: "Move Brings something back" });
  await last.focus();
  await page.keyboard.press("Space");
  await page.getByText(/picked up\.|At place 7\./).waitFor({ state: "attached" });
  await page.keyboard.press("ArrowUp");
  await page.getByText("At place 6.").waitFor({ state: "attached" });
  await page.keyboard.press("Space");
  await page.waitForURL(/step=brings-back&step=parcel-received/);
  await settled(page);

  // Dragging from the shelf puts a step where it is dropped.
  const ad = page.getByRole("button", { name: "Add Sees an ad and clicks" });
  const target = page.getByRole("button", { name: "Move Studies product pages" });
  await ad.scrollIntoViewIfNeeded();
  const [from, to] = [await ad.boundingBox(), await target.boundingBox()];
  if (!from || !to) throw new Error("nothing to drag");
  await page.mouse.move(from.x + 20, from.y + 10);
  await page.mouse.down();
  await page.mouse.move(from.x + 30, from.y, { steps: 3 });
  await page.mouse.move(to.x + 30, to.y + 8, { steps: 12 });
  await page.locator("li[data-insert]", { hasText: "Studies product pages" }).waitFor();
  await page.mouse.up();
  await page.waitForURL(/step=sees-ad&step=product-page/);
  await page.getByRole("button", { name: "Move Sees an ad and clicks 1" }).waitFor();
  await settled(page);

  await page.getByRole("button", { name: "Options of Brings something back" }).click();
  await page.getByRole("menuitem", { name: "May be left out" }).click();
  await page.waitForURL((url) => url.searchParams.getAll("step").includes("brings-back?"));

  await page.getByRole("combobox", { name: "Broken down by" }).click();
  await page.getByRole("option", { name: "Segment" }).click();
  await page.getByRole("table", { name: "By group" }).getByText("Professionals").waitFor();
  await page.getByText("Why", { exact: true }).click();
  await page.waitForURL(/view=why/);
});

test("a funnel of events under a condition", async () => {
  const step = encodeURIComponent("Product Viewed[device=mobile]");
  const page = await wend.page(`/paths/funnel?events=1&per=customer&step=${step}&step=Order%20Completed`);
  const bars = page.getByRole("region", { name: "How many go on" });
  await bars.getByText("Product Viewed (device=mobile)").waitFor();
  await page.getByRole("button", { name: "Remove the filter device=mobile" }).click();
  await bars.getByText("Product Viewed (device=mobile)").waitFor({ state: "detached" });
  await page.waitForURL((url) => url.searchParams.getAll("step")[0] === "Product Viewed");
});

test("who comes back, from journey to journey and from channel to channel", async () => {
  const page = await wend.page("/paths/returns?journey=buy-online");
  await page.getByRole("img", { name: "Share who came back, by time" }).waitFor();
  await page.getByRole("table", { name: "From one journey to another" }).getByText("%").first().waitFor();
  await page.getByRole("table", { name: "From channel to channel" }).waitFor();
  await accessible(page);
  await shots(page, "paths-returns");
});

test("cohorts, with notes on dates", async () => {
  const page = await wend.page();
  const day = new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10);
  await wend.api(page, "POST", "/notes", { date: day, title: "Autumn sale", kind: "campaign" });
  await page.goto(`${wend.base}/paths/cohorts?journey=buy-online`);
  const flows = page.getByRole("figure", { name: "New, kept, back, silent" });
  await flows.getByText("Autumn sale").waitFor();
  await page.getByRole("table", { name: "Who is still active" }).waitFor();
  await page.getByRole("table", { name: "From one instance to the next" }).waitFor();
  await accessible(page);
  await shots(page, "paths-cohorts");
});

test("a table is taken away with the same question", async () => {
  const page = await wend.page("/paths/variants?journey=buy-online&segment=consumers&from=2020-01-01");
  await page.getByRole("list", { name: "Variants" }).waitFor();
  await page.getByRole("button", { name: "Export" }).first().click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: "CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^buy-online-variants-.*\.csv$/);
});

test("nobody left, an error, and French in the dark", async () => {
  const nobody = await wend.page("/paths/flow?journey=buy-online&from=2001-01-01&to=2001-01-31");
  await nobody.getByText("Nobody went this way").waitFor();
  await nobody.getByRole("button", { name: "Clear all" }).last().click();
  await nobody.getByRole("group", { name: "Flow of customers from step to step" }).waitFor();

  wend.tolerate(/404|422|400/);
  const fault = await wend.page("/paths/funnel?journey=buy-online&step=nothing&step=checkout");
  await fault.getByText(/There is no step/).waitFor();
  await fault.getByRole("button", { name: "Try again" }).waitFor();

  const french = await wend.page("/paths/conformance?journey=buy-online", { locale: "fr-FR", dark: true });
  await french.getByRole("heading", { name: "Où sont les écarts" }).waitFor();
  await accessible(french);
});
