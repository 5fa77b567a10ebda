// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from "vitest/config";

// A real browser against the real binary: two files at a time, on two cores.
export default defineConfig({
  test: {
    environment: "node",
    include: ["e2e/**/*.test.ts"],
    globalSetup: "e2e/harness/once.ts",
    // Without what former runs took the largest file comes first, which takes longest.
    cache: false,
    // Files of one process share a browser; each has a server and data of its own.
    poolOptions: { forks: { minForks: 1, maxForks: 2, isolate: false } },
    testTimeout: 45_000,
    hookTimeout: 90_000,
    expect: { poll: { timeout: 10_000 } },
  },
});
