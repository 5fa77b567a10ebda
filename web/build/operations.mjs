// SPDX-License-Identifier: Apache-2.0
// Writes src/api/generated/operations.gen.ts: one typed function for each
// operation of the contract. Run after openapi-ts, which writes the types.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** Below it lie all operations; src/api/http.ts puts it in front. */
const prefix = "/api/v1";
const methods = ["get", "put", "post", "patch", "delete"];

/** "list-journeys" → ["list", "journeys"] */
const wordsOf = (id) => id.split(/[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])/).filter(Boolean);
const upper = (word) => word[0].toUpperCase() + word.slice(1);
export const pascal = (id) => wordsOf(id).map(upper).join("");
export const camel = (id) => pascal(id).replace(/^./, (c) => c.toLowerCase());

/** The operations of a document, in the order of their names. */
export function operationsOf(contract) {
  const found = [];
  for (const [path, item] of Object.entries(contract.paths)) {
    for (const method of methods) {
      const operation = item[method];
      if (operation?.operationId)
        found.push({
          id: operation.operationId,
          method: method.toUpperCase(),
          path: path.replace(prefix, ""),
          summary: operation.summary,
          text: Object.keys(operation.responses?.["200"]?.content ?? {}).some(
            (type) => !type.includes("json"),
          ),
        });
    }
  }
  return found.sort((a, b) => a.id.localeCompare(b.id));
}

/** The text of the module. types is the text of types.gen.ts, which says what exists. */
export function write(contract, types) {
  const has = (name) => types.includes(`export type ${name} =`);
  const functions = operationsOf(contract).map(({ id, method, path, summary, text }) => {
    const name = pascal(id);
    const answer = text ? "string" : has(`${name}Response`) ? `t.${name}Response` : "void";
    const comment = summary ? `/** ${summary.replaceAll("*/", "")} */\n` : "";
    return `${comment}export const ${camel(id)} = operation<t.${name}Data, ${answer}>("${method}", "${path}");\n`;
  });
  return [
    "// SPDX-License-Identifier: Apache-2.0",
    "// Written by build/operations.mjs from docs/openapi.json. Do not edit.\n",
    'import { operation } from "../operation";',
    'import type * as t from "./types.gen";\n',
    functions.join("\n"),
  ].join("\n");
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const here = dirname(fileURLToPath(import.meta.url));
  const input = resolve(process.env.WEND_OPENAPI ?? `${here}/../../docs/openapi.json`);
  const output = resolve(process.env.WEND_GENERATED ?? `${here}/../src/api/generated`);
  const contract = JSON.parse(readFileSync(input, "utf8"));
  writeFileSync(
    `${output}/operations.gen.ts`,
    write(contract, readFileSync(`${output}/types.gen.ts`, "utf8")),
  );
  writeFileSync(
    `${output}/index.ts`,
    '// SPDX-License-Identifier: Apache-2.0\nexport * from "./operations.gen";\nexport type * from "./types.gen";\n',
  );
}
