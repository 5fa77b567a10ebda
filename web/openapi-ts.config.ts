// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from "@hey-api/openapi-ts";

// Only types come from the generator; build/operations.mjs writes one function
// an operation beside them, so that no foreign client is carried along.
export default defineConfig({
  input: process.env.WEND_OPENAPI ?? "../docs/openapi.json",
  output: { path: process.env.WEND_GENERATED ?? "src/api/generated", clean: true },
  plugins: ["@hey-api/typescript"],
});
