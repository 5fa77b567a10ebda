// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from "vitest/config";

// A real browser against the real binary: one file after the other, on two cores.
export default defineConfig({
  test: {
    environment: "node",
    include: ["e2e/**/*.test.ts"],
    fileParallelism: false,
    testTimeout: 45_000,
    hookTimeout: 90_000,
  },
});
