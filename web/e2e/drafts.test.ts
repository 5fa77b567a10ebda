// SPDX-License-Identifier: Apache-2.0
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { accessible, openMap, saved, settled, shop, shots } from "./harness";

const wend = shop();
const map = (path: string) => openMap(wend, path);

test("how much a draft changes is asked again where an older answer was on its way", async () => {
  const page = await map("/journeys/buy-online-next");
  let answered = () => {};
  const before = new Promise<void>((resolve) => {
    answered = resolve;
  });
  // The first answer is from before the edit, and comes behind it.
  let first = true;
  await page.route("**/diff?*", async (route) => {
    if (!first) return route.continue();
    first = false;
    const response = await route.fetch();
    const made = page.waitForResponse("**/edits");
    answered();
    await made;
    await new Promise((resolve) => setTimeout(resolve, 500));
    await route.fulfill({ response }).catch(() => {}); // nobody waits for it any more
  });
  await page.route("**/edits", async (route) => {
    await before;
    await route.continue();
  });
  await page.locator('[data-r="1"][data-step]').first().focus();
  await page.keyboard.press("Enter");
  await page.keyboard.type("Sees us");
  await page.keyboard.press("Enter");
  await page.getByText("Draft, 1 change since version 1.").waitFor();
  await saved(page);
  await page.waitForTimeout(1200);
  await page.getByText("Draft, 1 change since version 1.").waitFor();
  await page.keyboard.press("Control+z");
  await page.getByText(/^Draft, 1 change/).waitFor({ state: "detached" });
  await saved(page);
});

test("two people edit one map at once", async () => {
  const [one, two] = [await map("/journeys/get-help"), await map("/journeys/get-help")];
  const title = (page: Page) => page.locator('[data-r="1"][data-step]').first().locator("[data-title]");
  const before = (await title(one).textContent()) ?? "";
  await one.locator('[data-r="1"][data-step]').first().dblclick();
  await one.keyboard.type("Notices that something is wrong");
  await one.keyboard.press("Enter");
  await expect.poll(() => title(two).textContent()).toBe("Notices that something is wrong");
  await two.getByRole("group", { name: "Others who are here" }).waitFor();
  await accessible(two);
  expect(before).not.toBe("Notices that something is wrong");
});

test("edits wait for the connection, and a conflict can be settled", async () => {
  wend.tolerate(/ERR_INTERNET_DISCONNECTED|Failed to load resource|Unable to preload/);
  const [one, two] = [await map("/journeys/get-help"), await map("/journeys/get-help")];
  const last = (page: Page) => page.locator('[data-r="1"][data-step]').last();
  const rename = async (page: Page, title: string) => {
    await last(page).dblclick();
    await page.keyboard.type(title);
    await page.keyboard.press("Enter");
  };
  // The panel's code comes a moment after the map.
  await two.waitForFunction(() => {
    const loaded = new Set(performance.getEntriesByType("resource").map((part) => part.name));
    const parts = [...document.querySelectorAll<HTMLLinkElement>('link[rel="modulepreload"]')].map(
      (l) => l.href,
    );
    return parts.some((part) => part.includes("/Tray-")) && parts.every((part) => loaded.has(part));
  });
  await two.context().setOffline(true);
  await rename(two, "It is all right again");
  await two.getByText("1 change waits for the connection").waitFor();
  await Promise.all([one.waitForResponse(/\/edits$/), rename(one, "Nothing is wrong any more")]);
  await two.context().setOffline(false);
  await two.getByText(/changed .* before you/).waitFor();
  await shots(two, "map-conflict");
  await two.getByRole("button", { name: "Keep mine" }).click();
  await last(two).getByText("It is all right again").waitFor();
  await expect.poll(() => last(one).textContent(), { timeout: 5_000 }).toContain("It is all right again");
});

test("a draft is reviewed and published, and stands in the history", async () => {
  const page = await map("/journeys/get-help");
  await page.getByRole("button", { name: "Review" }).click();
  await page
    .getByRole("dialog")
    .getByText(/^Title: “.+” → “.+”$/)
    .first()
    .waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await page.getByRole("textbox", { name: "What is new?" }).fill("Clearer words");
  await page.getByRole("dialog").getByRole("button", { name: "Publish" }).click();
  await page.getByText("Version 2 is published.").waitFor();
  await page.getByText("Version 2", { exact: true }).waitFor();
  await page.getByRole("link", { name: "History" }).click();
  await page.getByText("Clearer words").waitFor();
  await shots(page, "map-history");
  await accessible(page);
  await page.getByRole("link", { name: "View" }).last().click();
  await page.getByText(/You are looking at version 1/).waitFor();
  expect(await page.getByRole("button", { name: /^Add a step after/ }).count()).toBe(0);
  await page.getByRole("button", { name: "Take into the draft" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Take into the draft" }).click();
  await page.getByText("Version 1 is in the draft.").waitFor();
  await page.getByText(/^Draft, \d+ changes? since version 2\.$/).waitFor();

  const french = await wend.page("/journeys/get-help/history?from=1&to=2", { locale: "fr-FR" });
  await french
    .getByText(/^Titre : « .+ » → « .+ »$/)
    .first()
    .waitFor();
  await shots(french, "map-history-fr");
});

test("discarding says what goes, and can be taken back", async () => {
  const [page, other] = [await map("/journeys/get-help"), await map("/journeys/get-help")];
  const goal = () =>
    wend
      .api(page, "GET", "/journeys/get-help?version=draft")
      .then((j) => (j as { journey: { goal?: string } }).journey.goal);
  const edits = [{ op: "set", field: "goal", from: await goal(), to: "Be helped at once" }];
  await wend.api(page, "POST", "/journeys/get-help/edits", { edits });
  const discard = page.getByRole("button", { name: "Discard" });
  await discard.click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText(/Be helped at once/).waitFor();
  await shots(page, "map-discard");
  await dialog.getByRole("button", { name: "Discard" }).click();
  await page.getByText("The draft is discarded.").waitFor();
  await page.getByText("Version 2", { exact: true }).waitFor();
  await other.getByText("Version 2", { exact: true }).waitFor();
  expect(await goal()).not.toBe("Be helped at once");
  await page.getByRole("button", { name: "Undo" }).last().click();
  await page.getByText("The draft is as it was.").waitFor();
  expect(await goal()).toBe("Be helped at once");
  await discard.waitFor();
});

test("a version is not restored over a draft that somebody has changed meanwhile", async () => {
  wend.tolerate(/409/);
  const page = await map("/journeys/get-help?version=1");
  const edits = [{ op: "set", field: "scenario", to: "The zip of a tent is torn" }];
  await wend.api(page, "POST", "/journeys/get-help/edits", { edits });
  const restore = async () => {
    await page.getByRole("button", { name: "Take into the draft" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Take into the draft" }).click();
  };
  await restore();
  await page.getByText(/has changed it meanwhile/).waitFor();
  const { journey } = (await wend.api(page, "GET", "/journeys/get-help?version=draft")) as {
    journey: { scenario?: string };
  };
  expect(journey.scenario).toBe("The zip of a tent is torn");
  // Whoever was told may go on.
  await settled(page);
  await restore();
  await page.getByText("Version 1 is in the draft.").waitFor();
  await page.getByRole("button", { name: "Undo" }).last().click();
  await page.getByText("The draft is as it was.").waitFor();
});
