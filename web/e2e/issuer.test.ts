// SPDX-License-Identifier: Apache-2.0
import type { Page } from "playwright-core";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { accessible, Issuer, owner, served, shots } from "./harness";

const issuer = await Issuer.start();
afterAll(() => issuer.stop());

const wend = served((base) => [
  ...["--url", base, "--oidc", issuer.url, "--oidc-name", "Example"],
  ...["--oidc-client", issuer.client, "--oidc-secret", issuer.secret],
]);

/** Goes to a page of Wend, and from there by the button to the issuer's. */
async function begin(to = "/settings/sessions"): Promise<Page> {
  wend.tolerate(/401/); // nobody is signed in yet
  const page = await wend.page(to, { as: "nobody" });
  await page.waitForURL("**/sign-in?then=*");
  await page.getByRole("link", { name: "Continue with Example" }).click();
  await page.getByRole("heading", { name: "Wend wants to know who you are" }).waitFor();
  return page;
}

/** Is back at the door, which says why; and whoever tries again gets to where they wanted to. */
async function refused(page: Page, says: string): Promise<void> {
  await page.getByRole("alert").getByText(says).waitFor();
  expect(new URL(page.url()).searchParams.get("then")).toBe("/settings/sessions");
  expect((await page.context().cookies()).map((cookie) => cookie.name)).not.toContain("wend_session");
}

beforeEach(() => {
  [issuer.email, issuer.verified] = [owner.email, true];
});

describe("through an issuer", () => {
  test("one signs in by the button, and goes on to where one wanted to", async () => {
    const page = await begin();
    await page.getByRole("link", { name: "Allow" }).click();
    await page.waitForURL(`${wend.base}/settings/sessions`);
    await page.getByRole("button", { name: `Your account: ${owner.name}` }).waitFor();
  });

  test("the invited join", async () => {
    const admin = await wend.page();
    await wend.api(admin, "POST", "/invitations", { email: "bo@example.com", role: "analyst" });
    issuer.email = "bo@example.com";
    const page = await begin();
    await page.getByRole("link", { name: "Allow" }).click();
    await page.waitForURL(`${wend.base}/settings/sessions`);
    await page.getByRole("button", { name: "Your account: From Example" }).waitFor();
  });

  test("a stranger is told to ask for an invitation", async () => {
    issuer.email = "eve@example.com";
    const page = await begin();
    await page.getByRole("link", { name: "Allow" }).click();
    await refused(page, "Ask an owner to invite you");
    await accessible(page);
    await shots(page, "sign-in-no-account");
    issuer.email = owner.email; // with another account
    await page.getByRole("link", { name: "Continue with Example" }).click();
    await page.getByRole("link", { name: "Allow" }).click();
    await page.waitForURL(`${wend.base}/settings/sessions`);
  });

  test("an address that is not verified opens nothing", async () => {
    issuer.verified = false;
    const page = await begin();
    await page.getByRole("link", { name: "Allow" }).click();
    await refused(page, "Example has not verified your e-mail address");
  });

  test("who refuses comes back to the door", async () => {
    const page = await begin();
    await page.getByRole("link", { name: "Refuse" }).click();
    await refused(page, "Example did not let you in");
  });

  test("an answer with another state opens nothing", async () => {
    const page = await begin();
    await page.getByRole("link", { name: "Allow" }).evaluate((link: HTMLAnchorElement) => {
      link.href = link.href.replace(/state=\w+/, "state=planted");
    });
    await page.getByRole("link", { name: "Allow" }).click();
    await refused(page, "Try again");
  });

  test("an answer that another browser asked for opens nothing", async () => {
    const theirs = await begin();
    const answer = (await theirs.getByRole("link", { name: "Allow" }).getAttribute("href")) ?? "";
    const page = await wend.page("/sign-in", { as: "nobody" });
    wend.tolerate(/401/);
    await page.goto(answer);
    await page.getByRole("alert").getByText("began in another browser").waitFor();
    expect((await page.context().cookies()).map((cookie) => cookie.name)).not.toContain("wend_session");
  });
});
