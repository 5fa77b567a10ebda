// SPDX-License-Identifier: Apache-2.0
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { accessible, settled, shop, shots } from "./harness";

const wend = shop();

interface Card {
  as_of: string;
  steps: { id: string; dropped: number; reach: number }[];
}

const scorecard = async (page: Page, query: string) =>
  (await wend.api(page, "GET", `/questions/scorecard?${query}`)) as Card;

test("a number leads to as many customers, in words", async () => {
  const page = await wend.page();
  const { steps, as_of } = await scorecard(page, "journey=buy-online&segment=professionals");
  const left = steps.find((s) => s.id === "checkout")?.dropped ?? 0;
  expect(left).toBeGreaterThan(50);
  await page.goto(
    `${wend.base}/customers?journey=buy-online&step=checkout&what=left&segment=professionals&as_of=${as_of}`,
  );
  const words = page.getByRole("region", { name: "Behind this number" });
  await words.getByText(/who left at “Goes to the checkout”/).waitFor();
  await words.getByText(`${left.toLocaleString("en-GB")} customers`).waitFor();
  await words.getByText("I buy outdoor gear online, version 1").waitFor();
  await words.getByText("segment Professionals").waitFor();
  await accessible(page);
  await shots(page, "customers-behind");

  const table = page.getByRole("table", { name: "Customers" });
  const rows = await table.getByRole("row").count();
  await page.getByRole("button", { name: "Show more" }).click();
  await expect.poll(() => table.getByRole("row").count()).toBeGreaterThan(rows);

  await table.getByRole("link").first().click();
  await page.waitForURL(/\/customers\/c-\d+\?journey=buy-online/);
  await page.getByText("Ended at “Goes to the checkout”").first().waitFor();
});

test("the list behind a number is taken away whole", async () => {
  const page = await wend.page("/customers?journey=buy-online&what=completed");
  const { n } = (await wend.api(page, "GET", "/questions/customers?journey=buy-online&what=completed")) as {
    n: number;
  };
  await page.getByRole("button", { name: "Export" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: "CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^buy-online-customers-.*\.csv$/);
  const lines = (await readFile(await download.path(), "utf8")).trim().split("\n");
  expect(lines[0]).toMatch(/^journey,version,digest,as_of,only,number,of,per,n,customer,/);
  expect(lines).toHaveLength(n + 1);
  expect(n).toBeGreaterThan(100);
});

test("those in a segment are listed, and as many as it holds", async () => {
  const page = await wend.page("/customers");
  await page.getByRole("combobox", { name: "In the segment" }).click();
  await page.getByRole("option", { name: "Professionals" }).click();
  await page.waitForURL(/segment=professionals/);
  const size = /([\d,]+) customers now/.exec(
    (await page.getByText(/[\d,]+ customers now, [\d.]+% of all/).textContent()) ?? "",
  )?.[1];
  await accessible(page);
  await shots(page, "customers-segment");
  const answer = await page.request.get(`${wend.base}/api/v1/customers/table?segment=professionals`);
  const lines = (await answer.text()).trim().split("\n");
  expect((lines.length - 1).toLocaleString("en-GB")).toBe(size);
});

test("search, and one customer's timeline by instance", async () => {
  const page = await wend.page("/customers");
  await page.getByRole("row").nth(1).waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("c-0000042");
  await page.waitForURL(/q=c-0000042/);
  await page.getByText("1 shown").waitFor();
  await settled(page);
  await accessible(page);
  await shots(page, "customers");
  await page.getByRole("link", { name: "c-0000042" }).click();
  const instance = page.getByRole("heading", { name: "I buy outdoor gear online", exact: true });
  await instance.waitFor();
  await page.getByText("Completed").first().waitFor();
  const event = page.getByRole("button", { name: /Receives the parcel/ });
  await event.click();
  await page.getByRole("heading", { name: "Properties" }).waitFor();
  await page.getByText("order_id").first().waitFor();
  await page.getByRole("link", { name: "Consumers" }).waitFor();
  await settled(page);
  await accessible(page);
  await shots(page, "customer");
});

test("what customers say is never taken for a page", async () => {
  const page = await wend.page();
  const evil = `<img src=x onerror="document.title='hit'"><script>document.title='hit'</script>`;
  await page.request.post(`${wend.base}/api/v1/imports`, {
    multipart: {
      file: {
        name: "evil.ndjson",
        mimeType: "application/x-ndjson",
        buffer: Buffer.from(
          `${JSON.stringify({ customer: "evil-1", event: evil, time: "2026-01-05T10:00:00Z", channel: evil, properties: { note: evil }, traits: { name: evil } })}\n`,
        ),
      },
    },
  });
  const { imports } = (await wend.api(page, "GET", "/imports")) as { imports: { id: string }[] };
  await wend.api(page, "POST", `/imports/${imports[0]?.id}/start`, { mapping: "" });
  await expect
    .poll(async () => {
      const found = (await wend.api(page, "GET", "/customers?q=evil-1")) as { customers: unknown[] };
      return found.customers.length;
    })
    .toBe(1);
  await page.goto(`${wend.base}/customers?q=evil-1`);
  await page.getByRole("link", { name: "evil-1" }).click();
  await page.getByRole("heading", { name: evil }).waitFor();
  await page.locator("li button[aria-expanded=false]").first().click();
  await page.getByText(evil).nth(2).waitFor();
  expect(await page.locator("img[src=x], #content script").count()).toBe(0);
  expect(await page.title()).not.toBe("hit");
});

test("erasing takes typing, and leaves nothing", async () => {
  const page = await wend.page("/customers/c-0000017");
  await page.getByRole("button", { name: "Erase" }).click();
  const dialog = page.getByRole("dialog");
  const erase = dialog.getByRole("button", { name: "Erase for good" });
  await dialog.getByRole("textbox").fill("c-000001");
  expect(await erase.isDisabled()).toBe(true);
  await accessible(page);
  await dialog.getByRole("textbox").fill("c-0000017");
  await erase.click();
  await page.getByText(/c-0000017 is erased with \d+ events\./).waitFor();
  wend.tolerate(/404/);
  await page.goto(`${wend.base}/customers/c-0000017`);
  await page.getByText("There is no such customer").waitFor();
});
