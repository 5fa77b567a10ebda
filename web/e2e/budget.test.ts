// SPDX-License-Identifier: Apache-2.0
// What a browser loads before it shows the first screen stays small.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const budget = 350 * 1024;

interface Chunk {
  file: string;
  isEntry?: boolean;
  isDynamicEntry?: boolean;
  imports?: string[];
  dynamicImports?: string[];
  css?: string[];
  assets?: string[];
}

const manifest: Record<string, Chunk> = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, "utf8"));

/** All files that come with a chunk. */
function filesOf(name: string, seen = new Set<string>()): Set<string> {
  const chunk = manifest[name];
  if (!chunk || seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const css of chunk.css ?? []) seen.add(css);
  for (const other of chunk.imports ?? []) filesOf(other, seen);
  return seen;
}

const weightOf = (files: Iterable<string>) =>
  [...files].reduce((sum, file) => sum + gzipSync(readFileSync(dist + file)).length, 0);

/** The pages that routes lead to; what they open later is loaded later. */
const pagesOf = (entry: string) =>
  (manifest[entry]?.dynamicImports ?? []).filter(
    (name) => !name.startsWith("src/lang/") && !name.includes("Palette"),
  );

// Scripts and styles: the font comes beside them, and text is read before it is there.
test("every screen's first load is within its budget", () => {
  const [entry = ""] = Object.entries(manifest).find(([, chunk]) => chunk.isEntry) ?? [];
  const pages = pagesOf(entry);
  expect(pages.length).toBeGreaterThan(5);
  for (const page of pages) {
    const files = filesOf(page, filesOf(entry));
    expect(weightOf(files), `${page}: ${[...files].join(" ")}`).toBeLessThan(budget);
  }
});

test("charts are not part of it", () => {
  const [entry] = Object.entries(manifest).find(([, chunk]) => chunk.isEntry) ?? [];
  const loaded = [...filesOf(entry as string)].map((file) => readFileSync(dist + file, "utf8")).join("");
  expect(loaded).not.toContain("echarts");
});
