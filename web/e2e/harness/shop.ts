// SPDX-License-Identifier: Apache-2.0
// The outdoor shop's data, simulated and imported once for all files.
import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, renameSync, rmdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { inject } from "vitest";
import { binary } from "./process";

/** Lays a copy of the shop's data into a directory. The first that asks makes them, others wait for it. */
export async function shopInto(directory: string): Promise<void> {
  const made = join(inject("once"), "shop");
  while (!existsSync(made)) {
    if (first(`${made}.lock`)) await make(made);
    else await new Promise((resolve) => setTimeout(resolve, 50));
  }
  cpSync(made, directory, { recursive: true });
}

function first(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    return false;
  }
}

async function make(made: string): Promise<void> {
  await promisify(execFile)(binary, ["demo", "--print", "--data", `${made}.part`]).catch((error: unknown) => {
    rmdirSync(`${made}.lock`); // so that nobody waits for ever
    throw error;
  });
  for (const rest of ["export", "map.html", "made-by-wend-demo"])
    rmSync(join(`${made}.part`, rest), { recursive: true });
  renameSync(`${made}.part`, made);
}
