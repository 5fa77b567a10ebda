// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { byStep, partsOf } from "./versions";

test("changes are grouped by step, the journey's own first", () => {
  expect(
    byStep([
      { step: "pay", words: "target 4.0 → 4.4" },
      { words: "the promise is another" },
      { step: "pay", words: "the title is another" },
    ]),
  ).toEqual([
    { step: "", words: ["the promise is another"] },
    { step: "pay", words: ["target 4.0 → 4.4", "the title is another"] },
  ]);
});

test("names between backquotes are told apart", () => {
  expect(partsOf("step `checkout`: target 4.0 → 4.4")).toEqual([
    { text: "step ", name: false },
    { text: "checkout", name: true },
    { text: ": target 4.0 → 4.4", name: false },
  ]);
  expect(partsOf("plain")).toEqual([{ text: "plain", name: false }]);
});
