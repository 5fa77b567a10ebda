// SPDX-License-Identifier: Apache-2.0
// Before and after all files: a folder for what is made once for all of them.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    once: string;
  }
}

export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), "wend-e2e-once-"));
  project.provide("once", folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
