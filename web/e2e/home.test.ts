// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { accessible, demo, shots } from "./harness";

const wend = demo();

test("the demo shows the loop at a glance", async () => {
  const page = await wend.page("/");
  await page.getByRole("heading", { name: "Welcome to the demo" }).waitFor();
  const define = page.getByRole("region", { name: "Define" });
  const listen = page.getByRole("region", { name: "Listen" });
  const understand = page.getByRole("region", { name: "Understand" });
  await listen.getByText(/events of [\d,]+ customers/).waitFor();
  await understand.getByText(/is furthest below its target|loses most customers/).waitFor();
  await define.getByRole("link", { name: "Go to the journeys" }).waitFor();
  await accessible(page);
  await shots(page, "home");
  await understand.getByRole("link", { name: "Look at it on the map" }).click();
  await page.waitForURL("**/journeys/*?step=*");
});

test("who was lost is as many as Home says", async () => {
  const page = await wend.page("/");
  const understand = page.getByRole("region", { name: "Understand" });
  const lost = understand.getByRole("link", { name: /^Lost there: / });
  const count = /: ([\d,]+)/.exec((await lost.textContent()) ?? "")?.[1];
  await lost.press("Enter");
  const sentence = page.getByRole("region", { name: "Behind this number" }).getByRole("status");
  await sentence.getByText(/who left at/).waitFor();
  expect(await sentence.textContent()).toMatch(new RegExp(`^${count} `));
});

test("a view that is pinned stands on Home until it is unpinned", async () => {
  const page = await wend.page("/");
  await wend.api(page, "POST", "/views", { name: "Phone only", path: "/journeys?q=phone", pinned: true });
  await page.reload();
  await page.getByRole("link", { name: "Phone only" }).waitFor();
  await page.getByRole("button", { name: "Unpin: Phone only" }).click();
  await page.getByRole("link", { name: "Phone only" }).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("link", { name: "Phone only" }).click();
  await page.waitForURL("**/journeys?q=phone");
});
