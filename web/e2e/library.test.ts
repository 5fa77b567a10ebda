// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { accessible, exported, settled, shop, shots } from "./harness";

const wend = shop();

test("a persona, and a mistake in its text at its line", async () => {
  const page = await wend.page("/personas");
  await page.getByRole("heading", { name: "Maurice, the mountain guide" }).waitFor();
  await page
    .getByRole("link", { name: /Share of customers: \d+(\.\d)?%/ })
    .first()
    .waitFor();
  await accessible(page);
  await shots(page, "personas");
  await page.getByRole("link", { name: "Maurice, the mountain guide" }).click();
  await page.getByRole("region", { name: "Thinks" }).getByText("Cheap is dear in the end").waitFor();
  await page.getByRole("link", { name: "Professionals" }).waitFor();
  await accessible(page);
  await shots(page, "persona");

  await page.keyboard.press("e");
  const text = page.getByRole("textbox", { name: "The document as text" });
  const yaml = await text.inputValue();
  wend.tolerate(/422/);
  await text.fill(yaml.replace("segment: professionals", "segment: nobody"));
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: /line \d+.*nobody/ }).waitFor();
  await accessible(page);
  await text.fill(yaml.replace("My gear earns my living.", "My gear feeds my family."));
  await page.keyboard.press("Control+s");
  await page.getByText("Maurice, the mountain guide is saved.").waitFor();
  await page.getByText("My gear feeds my family.").waitFor();
});

test("two people edit one document: nothing is overwritten unseen", async () => {
  wend.tolerate(/409/);
  const [ada, ben] = await Promise.all([
    wend.page("/touchpoints?edit=app"),
    wend.page("/touchpoints?edit=app"),
  ]);
  const promise = { name: "Service promise" };
  await ada.getByRole("textbox", promise).fill("It opens in a second");
  await ben.getByRole("textbox", promise).fill("It never asks twice");
  await ada.getByRole("button", { name: "Save" }).click();
  await ada.getByText("The app is saved.").waitFor();
  await ben.getByRole("button", { name: "Save" }).click();
  await ben.getByText("Somebody else saved this while you were editing").waitFor();
  await ben.getByRole("button", { name: "Show what they saved" }).click();
  const theirs = ben.getByRole("textbox", { name: "What they saved" });
  expect(await theirs.inputValue()).toContain("It opens in a second");
  await accessible(ben);
  await shots(ben, "conflict");
  await ben.getByRole("button", { name: "Save mine instead" }).click();
  await ben.getByText("The app is saved.").waitFor();
  await ada.goto(`${wend.base}/touchpoints`);
  await ada.getByText("It never asks twice").waitFor();
  await accessible(ada);
  await shots(ada, "touchpoints");
  const { name, lines } = await exported(ada, ada.locator("main"));
  expect(name).toMatch(/^touchpoints-\d{4}-\d\d-\d\d\.csv$/);
  expect(lines[0]).toBe("as_of,only,id,title,channel,mode,nature,direction,control,owner,promise,steps");
  expect(lines.length).toBe(await ada.getByRole("table", { name: "Touchpoints" }).getByRole("row").count());
  expect(lines.find((l) => l.includes(",app,The app,"))).toMatch(/,It never asks twice,4$/);
});

test("a segment is made row by row, and says how many it holds", async () => {
  const page = await wend.page("/segments");
  await page
    .getByRole("row", { name: /Regulars/ })
    .getByText("did “Order Completed” at least 2 times")
    .waitFor();
  await page
    .getByRole("row", { name: /Professionals/ })
    .getByRole("link", { name: /Customers: [\d,]{3,}/ })
    .waitFor();
  await settled(page);
  await accessible(page);
  await shots(page, "segments");

  await page.keyboard.press("n");
  const form = page.getByRole("dialog", { name: "New segment" });
  await form.getByLabel("Title").fill("Coast regulars");
  await form.getByRole("button", { name: "Condition", exact: true }).click();
  await form.getByRole("combobox", { name: "Trait" }).fill("region");
  await form.getByRole("combobox", { name: "Value" }).fill("coast");
  await page.keyboard.press("Tab");
  await form.getByRole("button", { name: "Behaviour" }).click();
  await form.getByRole("combobox", { name: "Event" }).fill("Order Completed");
  await form.getByLabel("at least").fill("2");
  await form.getByText("region is “coast” and did “Order Completed” at least 2 times").waitFor();
  const holds = form.getByRole("status");
  await holds.getByText(/^holds [\d,]+ of [\d,]+ customers/).waitFor();
  await accessible(page);
  await shots(page, "segment-editor");

  // A mistake stands at its row, and is not counted.
  wend.tolerate(/422/);
  await form.getByRole("combobox", { name: "Operator" }).selectOption("matches");
  await form.getByRole("combobox", { name: "Value" }).fill("coa(st");
  await form.getByRole("alert").waitFor();
  await holds.getByText("It can be counted once the rule is right.").waitFor();
  await shots(page, "segment-editor-mistake");
  await form.getByRole("combobox", { name: "Operator" }).selectOption("is");
  await form.getByRole("combobox", { name: "Value" }).fill("coast");
  await page.keyboard.press("Tab");

  // What is nested two deep is made without a mouse.
  const condition = async (field: string, value: string) => {
    await page.keyboard.type(field);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.type(value);
    await page.keyboard.press("Tab");
  };
  await form.getByRole("button", { name: "Group", exact: true }).press("Enter");
  await condition("kind", "consumer");
  const any = form.getByRole("group", { name: "Any of these holds" });
  await any.getByRole("button", { name: "Group", exact: true }).press("Enter");
  await condition("region", "mountains");
  await any.getByRole("combobox", { name: "How the conditions go together" }).nth(1).selectOption("none");
  await form.getByText(/and \(kind is “consumer” or not \(region is “mountains”\)\)/).waitFor();
  await form.locator('[role="status"][aria-busy="false"]').waitFor(); // the number is of this rule
  const counted = /holds ([\d,]+) of/.exec(
    (await holds.getByText(/^holds [\d,]+ of [\d,]+ customers/).textContent()) ?? "",
  )?.[1];
  await accessible(page);
  await shots(page, "segment-editor-nested");
  await form.getByRole("button", { name: "Save" }).click();
  await page.waitForURL("**/segments/coast-regulars");
  const count = page
    .getByRole("region", { name: "How many they are" })
    .getByRole("link", { name: /^Customers: [\d,]+/ });
  const shown = /[\d,]+/.exec((await count.textContent()) ?? "")?.[0];
  expect(shown).toBe(counted);
  await accessible(page);

  // The number leads to as many customers.
  await count.click();
  await page.getByRole("status").getByText(`${shown} customers`).waitFor();
});

test("what is used is not deleted, and says by whom", async () => {
  wend.tolerate(/409/);
  const page = await wend.page("/segments/professionals");
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog", { name: "Professionals cannot be deleted yet" }).waitFor();
  await page.getByText(/the persona “Maurice, the mountain guide”/i).waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();

  await page.goto(`${wend.base}/segments/mountains`);
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await page.waitForURL("**/segments");
  await page.getByRole("alert").getByRole("button", { name: "Undo" }).click();
  await page.getByRole("row", { name: /Customers in the mountains/ }).waitFor();
});

test("the lifecycle as the atlas of journeys", async () => {
  const page = await wend.page("/lifecycle");
  await page.getByRole("region", { name: "Has not bought yet" }).waitFor();
  await page
    .getByRole("list", { name: "Journeys: Bought within 60 days" })
    .getByRole("link", { name: "I get help with my order" })
    .waitFor();
  await page
    .getByRole("table", { name: "Flows between states" })
    .getByText("Bought within 60 days")
    .first()
    .waitFor();
  await settled(page);
  await accessible(page);
  await shots(page, "lifecycle");
});

test("channels: where each is used, and one of one's own", async () => {
  const page = await wend.page("/channels");
  await page
    .getByRole("row", { name: /^Phone/ })
    .getByRole("button", { name: /places/ })
    .click();
  await page.getByRole("dialog").getByRole("link", { name: "I get help with my order" }).waitFor();
  await page.keyboard.press("Escape");
  await settled(page);
  await accessible(page);
  await shots(page, "channels");
  await page.getByRole("button", { name: "New channel" }).click();
  await page.getByLabel("Name").fill("Fitting room");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("row", { name: /Fitting room.*your own/ }).waitFor();
});
