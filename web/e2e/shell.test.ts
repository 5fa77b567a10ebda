// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { accessible, served, shots } from "./harness";

const wend = served();

test("an empty workspace says what to do first", async () => {
  const page = await wend.page("/");
  await page.getByText("No journeys yet").waitFor();
  await accessible(page);
  await shots(page, "home-empty");
});

test("everything is reached by keyboard", async () => {
  const page = await wend.page("/");
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to the content");
  await page.keyboard.press("Enter");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("content");
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
  await accessible(page);
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.keyboard.press("g");
  await page.keyboard.press(",");
  await page.waitForURL("**/settings/sessions");
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Search or go to…" });
  await palette.getByRole("textbox").waitFor();
  await page.keyboard.type("home");
  await palette.getByRole("button", { name: "Home" }).waitFor();
  await accessible(page);
  await shots(page, "palette");
  await page.keyboard.press("Enter");
  await page.waitForURL(`${wend.base}/`);
});

test("light and dark are remembered here, the language everywhere", async () => {
  const page = await wend.page("/");
  await page.getByRole("button", { name: /^Your account/ }).click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  const kept = page.waitForResponse((r) => r.url().endsWith("/me") && r.request().method() === "PATCH");
  await page.getByRole("menuitemradio", { name: "Français" }).click();
  await kept;
  await page.getByRole("link", { name: "Accueil" }).waitFor();
  await page.reload();
  await page.getByRole("link", { name: "Accueil" }).waitFor();
  const root = () => [document.documentElement.dataset.mantineColorScheme, document.documentElement.lang];
  expect(await page.evaluate(root)).toEqual(["dark", "fr"]);
  await accessible(page);
  const elsewhere = await wend.page("/");
  await elsewhere.getByRole("link", { name: "Accueil" }).waitFor();
  expect(await elsewhere.evaluate(root)).toEqual(["light", "fr"]);
  await wend.api(page, "PATCH", "/me", { locale: "" });
});

test("an address without a screen says so", async () => {
  const page = await wend.page("/nowhere");
  await page.getByRole("heading", { name: "This page does not exist" }).waitFor();
  await accessible(page);
  await shots(page, "not-found");
});

test("on a narrow screen the navigation is a drawer", async () => {
  const page = await wend.page("/", { width: 390 });
  await page.getByRole("button", { name: "Open the navigation" }).click();
  await page.getByRole("dialog").getByRole("link", { name: "Settings" }).click();
  await page.waitForURL("**/settings/sessions");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  expect(wide, "the page is wider than the screen").toBe(false);
});
