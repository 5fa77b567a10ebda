// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { accessible, served, shots } from "./harness";

const wend = served();

// The reference data lie beside the project, as for the tests in Go.
const beside = fileURLToPath(new URL("../../../shared", import.meta.url));
const log = `${process.env.WEND_SHARED ?? beside}/data/logs/ecom_synthetic/ecom.csv.gz`;

/** The export of a shop: the public log where it is there, else one with the same columns. */
const shop = () => {
  if (existsSync(log)) return readFileSync(log);
  const head = "user_id,session_id,event,timestamp,platform,user_lifecycle";
  const names = ["home", "product_view", "add_to_cart", "checkout", "purchase"];
  const rows = Array.from({ length: 2_000 }, (_, i) => {
    const at = new Date(Date.UTC(2024, 2, 1) + i * 60_000).toISOString().slice(0, 19).replace("T", " ");
    const who = `user_${String(Math.floor(i / 20)).padStart(4, "0")}`;
    return `${who},sess_${Math.floor(i / 5)},${names[i % 5]},${at},${i % 2 ? "mobile" : "desktop"},loyal`;
  });
  return gzipSync([head, ...rows].join("\n"));
};

const odd = `customer;when;what;price
anna;2026-05-01 10:00;Viewed;12,50
bob;yesterday;Viewed;13,00
<b>carl</b>;2026-05-02 09:30;<script>alert(1)</script>;3,00
${Array.from({ length: 30 }, (_, i) => `c${i};2026-05-03 10:${i + 10};Viewed;1,50`).join("\n")}
`;

test("nothing is here yet, and each screen says what to do", async () => {
  const page = await wend.page("/data");
  await page.waitForURL(`${wend.base}/data/sources`);
  await page.getByText("No events yet").waitFor();
  await accessible(page);
  await shots(page, "data-sources-empty");
  await page.getByRole("link", { name: "Quarantine" }).click();
  await page.getByText("The quarantine is empty").waitFor();
  await page.getByRole("link", { name: "Hand counts" }).click();
  await page.getByText("No journeys yet").waitFor();
});

test("a shop's export is imported in two clicks and its events are there", async () => {
  const page = await wend.page("/data/import");
  await page.getByText("No imports yet").waitFor();
  await accessible(page);
  await shots(page, "data-import-empty");
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "ecom.csv.gz", mimeType: "application/gzip", buffer: shop() });
  await page.getByText("The first 1,000 rows give 1,000 events").waitFor();
  await accessible(page);
  await shots(page, "data-import-mapping");

  await page.getByRole("button", { name: "Import", exact: true }).click();
  await page.getByText("It is done").waitFor();
  await accessible(page);
  await shots(page, "data-import-done");
  await page.getByRole("link", { name: "Look at the events" }).click();
  await page.getByRole("link", { name: "product_view", exact: true }).waitFor();
  // The server tells of events within a second; whoever imported them is not told.
  const told = page.waitForTimeout(1_500);
  await accessible(page);
  await shots(page, "data-events");
  await told;
  expect(await page.getByText("New events have arrived.").count()).toBe(0);

  await page.getByRole("link", { name: "product_view", exact: true }).click();
  await page.getByRole("heading", { name: "What these events hold" }).waitFor();
  await page.getByRole("cell", { name: "session_id", exact: true }).waitFor();
  await page
    .getByRole("link", { name: /^user_/ })
    .first()
    .waitFor();
  await accessible(page);
  await shots(page, "data-event");

  await page.getByRole("link", { name: "Sources" }).click();
  await page.getByRole("link", { name: "ecom", exact: true }).waitFor();
});

test("the table edits the text, mistakes stand at their line, and refused rows are quarantined", async () => {
  wend.tolerate(/422/);
  const page = await wend.page("/data/import");
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "odd.csv", mimeType: "text/csv", buffer: Buffer.from(odd) });
  await page.getByText("Give the event a name first").waitFor();
  expect(await page.getByRole("button", { name: "Import", exact: true }).isDisabled()).toBe(true);
  await page.getByLabel("What the column what becomes").selectOption("event");
  const text = page.getByRole("textbox", { name: "The mapping as text" });
  expect(await text.inputValue()).toMatch(/event: what/);
  await page.getByText("1 row would be quarantined.").waitFor();
  await page.getByText('"yesterday" is no time').waitFor();
  await accessible(page);
  await shots(page, "data-import-refused");

  const right = await text.inputValue();
  await text.fill(right.replace("customer: customer", "customer: custmer"));
  await page.getByText("Did you mean").or(page.getByText("did you mean")).first().waitFor();
  await accessible(page);
  await shots(page, "data-import-fault");
  await text.fill(right);
  await page.getByText("1 row would be quarantined.").waitFor();
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await page.getByRole("link", { name: "See 1 row in quarantine" }).click();
  await page.getByRole("cell", { name: "bob;yesterday;Viewed;13,00" }).waitFor();
  const from = new URL(page.url()).searchParams.get("import") ?? "";
  expect(from).toMatch(/^\d{8}-/);
  await page.getByLabel("In the row or the message").fill("nobody");
  await page.getByText("No such rows").waitFor();
  await page.getByRole("button", { name: "Clear" }).click();
  await page.getByRole("cell", { name: "bob;yesterday;Viewed;13,00" }).waitFor();
  await accessible(page);
  await shots(page, "data-quarantine");
  for (const [query, rows] of [
    [`import=${from}`, 1],
    ["file=another.csv", 0],
  ] as const) {
    const table = await page.request.get(`${wend.base}/api/v1/quarantine/table?${query}`);
    expect((await table.text()).trim().split("\n")).toHaveLength(rows + 1);
  }

  // What customers are called is text, never markup.
  await page.goto(`${wend.base}/data/events?source=odd`);
  await page.getByRole("link", { name: "<b>carl</b>" }).waitFor();
  await page.getByRole("link", { name: "<script>alert(1)</script>" }).waitFor();
});

test("a sender is added and its key is told once", async () => {
  const page = await wend.page("/data/sources");
  await page.getByRole("button", { name: "Add a sender" }).click();
  await page.getByLabel("Title").fill("Online shop");
  await page.getByRole("button", { name: "Add it and make its key" }).click();
  const key = (await page.getByRole("dialog").locator("code").textContent()) ?? "";
  expect(key.length).toBeGreaterThan(20);
  await accessible(page);
  await page.keyboard.press("Escape");
  await page.getByText(`${key.slice(0, 5)}`).waitFor();
  expect(await page.locator("body").textContent()).not.toContain(key);
  await shots(page, "data-sources");
  await page.getByRole("button", { name: /^Revoke/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await page.getByText("No key: it can send nothing.").waitFor();
});

test("a count is entered, corrected and taken back", async () => {
  const page = await wend.page();
  await wend.api(page, "POST", "/journeys", { template: "retail-store", id: "store" });
  await page.goto(`${wend.base}/data/counts?journey=store&every=week`);
  const cell = page.getByRole("textbox").first();
  await cell.fill("1,234");
  await cell.press("Enter");
  await page.getByText(": 1,234.").waitFor();
  await cell.fill("1,300");
  await cell.press("Enter");
  await page.getByText("is now 1,300.").waitFor();
  await accessible(page);
  await shots(page, "data-counts");
  await page.getByRole("button", { name: "Undo" }).last().click();
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>("td input")?.value === "1,234");
  await page.reload();
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>("td input")?.value === "1,234");
});

test("the screens speak French", async () => {
  const page = await wend.page("/data/events", { locale: "fr-FR" });
  await page.getByRole("heading", { name: "Types d’événements" }).waitFor();
  await accessible(page);
  await shots(page, "data-events-fr");
  await page.getByRole("link", { name: "Import" }).click();
  await page.getByText("Déposez des fichiers ici").waitFor();
  await page.getByRole("link", { name: "ecom.csv.gz" }).waitFor();
  await accessible(page);
  await shots(page, "data-imports-fr");
});
