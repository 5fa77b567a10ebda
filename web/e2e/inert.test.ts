// SPDX-License-Identifier: Apache-2.0
// What people, files and customers wrote is text wherever it is shown.
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { served } from "./harness";

const wend = served();

const evil = `<img src=x onerror="window.hit=1"><script>window.hit=1</script>`;
const text = JSON.stringify(evil);

const journey = `wend: journey/v1
id: hostile
title: ${text}
goal: ${text}
scenario: ${text}
promise: ${text}
scope: {from: ${text}, to: ${text}}
owner: ${text}
audience: {personas: [hostile-persona], segments: []}
phases:
  before:
    - stage: ${text}
      steps:
        - id: first
          title: ${text}
          description: ${text}
          touchpoint: {channel: website, nature: informative, direction: pull, promise: ${text}}
          owner: ${text}
          evidence: [{event: ${text}}]
          moment_of_truth: {reason: decision, why: ${text}}
          feeling: {valence: 1, label: ${text}}
          does: [${text}]
          thinks: [${text}]
          needs: [${text}]
          questions: [${text}]
          pains: [{title: ${text}, severity: 2}]
          gains: [{title: ${text}}]
          ideas: [{title: ${text}}]
          quotes: [{text: ${text}, source: ${text}}]
          backstage: {frontstage: [${text}], backstage: [${text}], support: [${text}]}
`;

const persona = `wend: persona/v1
id: hostile-persona
name: ${text}
quote: ${text}
who: ${text}
context: ${text}
goals: [${text}]
needs: [${text}]
channels: [website]
empathy: {sees: [${text}], hears: [${text}], says: [${text}], does: [${text}], thinks: [${text}], feels: [${text}]}
pains: [${text}]
gains: [${text}]
`;

const cell = `"${evil.replaceAll('"', '""')}"`;
const row = (when: string) => `${cell},${cell},${when},${cell}\n`;
const csv = `who,what,when,about\n${Array.from({ length: 20 }, (_, i) => row(`2026-03-01T10:${10 + i}:00Z`)).join("")}${row("not a time")}`;
const mapping = `wend: mapping/v1\nfiles:\n  - {file: "*.csv", customer: who, event: what, time: when}\n`;

async function everything(page: Page): Promise<void> {
  await wend.api(page, "PUT", "/documents/personas/hostile-persona", { yaml: persona });
  await wend.api(page, "POST", "/journeys", { yaml: journey });
  await wend.api(page, "PUT", "/documents/segments/hostile-segment", {
    value: { id: "hostile-segment", title: evil, where: { about: evil } },
  });
  await wend.api(page, "POST", "/views", { name: evil, path: "/journeys", pinned: true });
  await wend.api(page, "POST", "/notes", { date: "2026-03-01", title: evil });
  const sent = await page.request.post(`${wend.base}/api/v1/imports`, {
    multipart: { file: { name: "hostile.csv", mimeType: "text/csv", buffer: Buffer.from(csv) } },
  });
  const { id } = (await sent.json()) as { id: string };
  await wend.api(page, "POST", `/imports/${id}/start`, { mapping });
  await expect
    .poll(async () => ((await wend.api(page, "GET", `/imports/${id}`)) as { state: string }).state)
    .toBe("done");
}

test("a stored script is inert on every screen", async () => {
  const page = await wend.page();
  await everything(page);
  const who = encodeURIComponent(evil);
  const paths = [
    "/",
    "/journeys",
    "/journeys/hostile",
    "/journeys/hostile?step=first",
    "/journeys/hostile?panel=journey",
    "/journeys/hostile/history",
    "/personas",
    "/personas/hostile-persona",
    "/segments",
    "/channels",
    "/touchpoints",
    "/customers",
    `/customers/${who}`,
    "/data/sources",
    "/data/import",
    "/data/events",
    "/data/quarantine",
    "/paths/variants?events=true",
    "/paths/flow?events=true",
    "/settings/audit",
    "/docs",
    "/api/v1/journeys/hostile/drawing?format=html&version=draft",
    "/api/v1/journeys/hostile/drawing?format=svg&version=draft",
  ];
  const look = async (page: Page, path: string) => {
    await page.goto(wend.base + path);
    await page.waitForLoadState("networkidle");
    expect(await page.evaluate(() => (window as unknown as { hit?: number }).hit), path).toBeUndefined();
    expect(await page.locator('img[src="x"]').count(), path).toBe(0);
  };
  // Several at a time, since each waits until nothing goes on any more.
  await Promise.all(
    [page, await wend.page(), await wend.page()].map(async (page, first, pages) => {
      for (let i = first; i < paths.length; i += pages.length) await look(page, paths[i] as string);
    }),
  );
});
