// SPDX-License-Identifier: Apache-2.0
import { describe, test } from "vitest";
import { accessible, fresh, owner, shots } from "./harness";

const wend = fresh();

describe("the first start", () => {
  test("sets the workspace up, once", async () => {
    wend.tolerate(/401/);
    const page = await wend.page("/", { as: "nobody" });
    await page.waitForURL("**/set-up");
    await page.goto(`${wend.base}/set-up?token=${wend.setUpToken}`);
    await accessible(page);
    await shots(page, "set-up");
    await page.getByLabel("Name of the workspace").fill("Outdoor shop");
    await page.getByLabel("Your name").fill(owner.name);
    await page.getByLabel("E-mail").fill(owner.email);
    await page.getByLabel("Password", { exact: false }).first().fill(owner.password);
    await page.getByRole("button", { name: "Create the workspace" }).click();
    await page.waitForURL(`${wend.base}/`);
    await page.getByRole("heading", { name: "Hello Ada", level: 1 }).waitFor();
    await page.goto(`${wend.base}/set-up`);
    await page.waitForURL((url) => url.pathname !== "/set-up");
  });

  test("signs out and in again, and comes back to where one was", async () => {
    const page = await wend.page("/settings/sessions", { as: "nobody" });
    wend.tolerate(/401/, /403.*session/);
    await page.waitForURL("**/sign-in?then=*");
    await accessible(page);
    await shots(page, "sign-in");
    await page.getByLabel("E-mail").fill(owner.email);
    await page.getByLabel("Password", { exact: false }).first().fill("not my password");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("alert").waitFor();
    await page.getByLabel("Password", { exact: false }).first().fill(owner.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL("**/settings/sessions");
    await page.getByRole("button", { name: new RegExp(owner.name) }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.waitForURL("**/sign-in");
  });
});
