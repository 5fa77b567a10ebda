// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const packageIn = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//;

/** Writes licences.txt into the build: what every library in it asks to be told. */
export function licences(): Plugin {
  return {
    name: "licences",
    apply: "build",
    generateBundle() {
      const folders = new Set<string>();
      for (const id of this.getModuleIds()) {
        const folder = packageIn.exec(id.replace(/^\0+/, ""))?.[1];
        if (folder) folders.add(folder);
      }
      // Fonts come through style sheets, which are no modules of their own.
      folders.add(join(process.cwd(), "node_modules/@fontsource-variable/inter"));
      const texts = [...folders].sort().map((folder) => {
        const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
        const file = readdirSync(folder).find((f) => /^licen[cs]e/i.test(f));
        return `${name} ${version} (${license})\n\n${file ? readFileSync(join(folder, file), "utf8").trim() : ""}\n`;
      });
      this.emitFile({
        type: "asset",
        fileName: "licences.txt",
        source: texts.join(`\n${"-".repeat(72)}\n\n`),
      });
    },
  };
}
