// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { columnName, crc32, xlsxOf } from "./xlsx";

test("columns are called as in spreadsheets", () => {
  expect([0, 25, 26, 701, 702].map(columnName)).toEqual(["A", "Z", "AA", "ZZ", "AAA"]);
});

test("the check value of CRC-32", () => {
  expect(crc32(new TextEncoder().encode("123456789"))).toBe(0xcbf43926);
});

test("texts are kept as texts, numbers as numbers", async () => {
  const file = xlsxOf(
    [
      ["name", "n"],
      ["=1+1 <b> & ü\u0007", 2.5],
      [null, undefined],
    ],
    "a/b",
  );
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = new TextDecoder().decode(bytes);
  expect(text).toContain(
    '<c r="A2" t="inlineStr"><is><t xml:space="preserve">=1+1 &lt;b&gt; &amp; ü</t></is></c>',
  );
  expect(text).toContain('<c r="B2"><v>2.5</v></c>');
  expect(text).toContain('<sheet name="a b"');
  expect([...bytes.slice(0, 4)]).toEqual([0x50, 0x4b, 3, 4]);
});
