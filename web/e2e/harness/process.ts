// SPDX-License-Identifier: Apache-2.0
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";

export const binary = process.env.WEND_BIN ?? fileURLToPath(new URL("../../../bin/wend", import.meta.url));

/** A port of this machine that nobody uses now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}

export interface Running {
  base: string;
  /** What it has printed so far. */
  output: () => string;
  /** Ends it and waits until it is gone; "SIGKILL" as a power cut would. */
  stop: (signal?: NodeJS.Signals) => Promise<void>;
}

/** How long a server may take until it answers. */
const patience = 60_000;

/** Starts the binary and waits until it is ready; what it printed stands in the error if it is not. */
export async function start(
  command: "demo" | "serve",
  data: string,
  port: number,
  flags: (base: string) => string[],
): Promise<Running> {
  if (!existsSync(binary)) throw new Error(`${binary} is missing: run make build`);
  const base = `http://127.0.0.1:${port}`;
  const addressed = ["--data", data, "--addr", `127.0.0.1:${port}`, "--no-open"];
  const child = spawn(binary, [command, ...addressed, ...flags(base)]);
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (printed += chunk));
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await ready(child, base, () => printed);
  return {
    base,
    output: () => printed,
    stop: async (signal = "SIGTERM") => {
      child.kill(signal);
      await gone;
    },
  };
}

async function ready(child: ChildProcess, base: string, printed: () => string): Promise<void> {
  const until = Date.now() + patience;
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`wend ended with ${child.exitCode}:\n${printed()}`);
    const response = await fetch(`${base}/readyz`).catch(() => null);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  child.kill("SIGKILL");
  throw new Error(`wend was not ready in time:\n${printed()}`);
}
