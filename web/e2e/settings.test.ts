// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { accessible, owner, served, shots } from "./harness";

const wend = served();

test("somebody is invited, joins, gets another role and is removed", async () => {
  const page = await wend.page("/settings/people");
  await page.getByRole("button", { name: "Invite somebody" }).click();
  await page.getByLabel("E-mail").fill("ben@example.com");
  await page.getByRole("combobox", { name: "Role", exact: true }).click();
  await page.getByRole("option", { name: /^Contributor/ }).click();
  await page.getByRole("button", { name: "Make the link" }).click();
  const link = (await page.locator("code").textContent()) ?? "";
  expect(link).toContain(`${wend.base}/invitations/`);
  await page.keyboard.press("Escape");
  await page.getByRole("cell", { name: "ben@example.com" }).waitFor();
  await accessible(page);
  await shots(page, "settings-people");

  const theirs = await wend.page(link.slice(wend.base.length), { as: "nobody" });
  await theirs.getByText("ben@example.com joins as Contributor.").waitFor();
  await accessible(theirs);
  await theirs.getByLabel("Your name").fill("Ben Okafor");
  await theirs.getByLabel("Password", { exact: false }).first().fill("a mountain of pebbles");
  await theirs.getByRole("button", { name: "Join the workspace" }).click();
  await theirs.waitForURL(`${wend.base}/`);
  await theirs.goto(`${wend.base}/settings/audit`);
  await theirs.getByText("You may not open this page").waitFor();

  await page.reload();
  await page.getByRole("combobox", { name: "Role of Ben Okafor" }).click();
  await page.getByRole("option", { name: /^Analyst/ }).click();
  await page.getByText("Ben Okafor is now: Analyst.").waitFor();
  await page.getByRole("button", { name: "More: Ben Okafor" }).click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await page.getByText("Ben Okafor is removed.").waitFor();
  await page.getByRole("cell", { name: /^Ben Okafor/ }).waitFor({ state: "detached" });
});

test("a token is made, works, and is revoked", async () => {
  const page = await wend.page("/settings/tokens");
  await page.getByText("No tokens yet").waitFor();
  await accessible(page);
  await shots(page, "settings-tokens-empty");
  await page.getByRole("button", { name: "Make a token" }).click();
  await page.getByRole("combobox", { name: "Role", exact: true }).click();
  await page.getByRole("option", { name: /^Metrics/ }).click();
  await page.getByLabel("What it is for").fill("Prometheus");
  await page.getByRole("button", { name: "Create" }).click();
  const watching = await page.getByRole("dialog").locator("code").textContent();
  const watch = (path: string) =>
    fetch(wend.base + path, { headers: { authorization: `Bearer ${watching}` } }).then((r) => r.status);
  expect([await watch("/metrics"), await watch("/api/v1/people")]).toEqual([200, 403]);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Revoke" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await page.getByText("No tokens yet").waitFor();
  await page.getByRole("button", { name: "Make a token" }).click();
  await page.getByLabel("What it is for").fill("Nightly import");
  await page.getByRole("button", { name: "Create" }).click();
  const secret = await page.getByRole("dialog").locator("code").textContent();
  const ask = () => fetch(`${wend.base}/api/v1/people`, { headers: { authorization: `Bearer ${secret}` } });
  expect((await ask()).status).toBe(200);
  await page.keyboard.press("Escape");
  await shots(page, "settings-tokens");
  await page.getByRole("button", { name: "Revoke" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await page.getByText("No tokens yet").waitFor();
  expect((await ask()).status).toBe(401);
});

test("the workspace's zone is the zone of all dates", async () => {
  const page = await wend.page("/settings/workspace");
  await page.getByRole("combobox", { name: "Time zone" }).fill("Auckland");
  await page.getByRole("option", { name: "Pacific/Auckland" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved").waitFor();
  await accessible(page);
  await shots(page, "settings-workspace");
  const inAuckland = new Intl.DateTimeFormat("en-GB", {
    timeZone: "Pacific/Auckland",
    dateStyle: "medium",
  }).format(new Date());
  await page.getByText(inAuckland, { exact: false }).waitFor();
});

test("one's own account: name, password, sessions", async () => {
  const page = await wend.page("/settings/sessions");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Ada M. Moreau");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Your account: Ada M. Moreau" }).waitFor();
  await page.getByRole("cell", { name: /this one/ }).waitFor();
  await accessible(page);
  await shots(page, "settings-account");
  await page.getByLabel("Present password").fill("not mine at all");
  await page.getByLabel("New password").fill("another quiet valley");
  wend.tolerate(/40[0-9]|422/);
  await page.getByRole("button", { name: "Change the password" }).click();
  await page.locator(".mantine-InputWrapper-error").waitFor();
  const { secret } = (await wend.api(page, "POST", "/tokens", { name: "Nightly", role: "viewer" })) as {
    secret: string;
  };
  const elsewhere = await wend.page("/sign-in", { as: "nobody" });
  await wend.api(elsewhere, "POST", "/session", { email: owner.email, password: owner.password });
  await page.getByLabel("Present password").fill(owner.password);
  await page.getByRole("button", { name: "Change the password" }).click();
  await page.getByText("Your password is changed, and you are signed out everywhere else.").waitFor();
  // Other browsers are signed out, tokens stay, and that is said.
  expect((await elsewhere.request.get(`${wend.base}/api/v1/me`)).status()).toBe(401);
  const headers = { authorization: `Bearer ${secret}` };
  expect((await fetch(`${wend.base}/api/v1/me`, { headers })).status).toBe(200);
  await page.getByText("One token of yours still works").waitFor();
  await accessible(page);
  await shots(page, "settings-password-changed");
  await page.getByRole("link", { name: "Look at the tokens" }).click();
  await page.getByRole("cell", { name: /^Nightly/ }).waitFor();
});

test("the audit tells who did what", async () => {
  const page = await wend.page("/settings/audit");
  await page
    .getByRole("cell", { name: /^invited/ })
    .first()
    .waitFor();
  await page
    .getByRole("cell", { name: /made a token/ })
    .first()
    .waitFor();
  await accessible(page);
  await shots(page, "settings-audit");
});
