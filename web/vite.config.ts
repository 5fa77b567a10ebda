// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { leanStyles } from "./build/lean";
import { licences } from "./build/licences";
import { mock } from "./mock/plugin";

// "vite dev" asks a running Wend (WEND_SERVER); "vite dev --mode mock" answers by itself.
export default defineConfig(({ mode }) => ({
  plugins: [react(), ...(mode === "mock" ? [mock()] : [licences(), leanStyles()])],
  resolve: { alias: { "@": fileURLToPath(new URL("src", import.meta.url)) } },
  build: {
    target: "es2022",
    // The content security policy allows no data: fonts or scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    manifest: true,
  },
  server: {
    proxy: { "^/(api|healthz|readyz|auth)": { target: process.env.WEND_SERVER ?? "http://127.0.0.1:8787" } },
  },
  test: {
    // A page costs half a second a file: only components get one. Functions keep
    // nothing: their files share threads, and modules are read once.
    poolOptions: { threads: { isolate: false } },
    projects: [
      {
        extends: true,
        test: {
          name: "code",
          environment: "node",
          pool: "threads",
          include: ["src/**/*.test.ts", "build/**/*.test.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "parts",
          environment: "jsdom",
          include: ["src/**/*.test.tsx"],
          setupFiles: ["build/setup.ts"],
        },
      },
    ],
  },
}));
