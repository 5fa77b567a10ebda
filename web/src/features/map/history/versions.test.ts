// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import type { JourneyChange } from "@/api/generated";
import { byStep } from "./versions";

test("changes are grouped by step, the journey's own first", () => {
  const target: JourneyChange = { step: "pay", kind: "changed", field: "target", words: "" };
  const promise: JourneyChange = { kind: "changed", field: "promise", words: "" };
  const title: JourneyChange = { step: "pay", kind: "changed", field: "title", words: "" };
  expect(byStep([target, promise, title])).toEqual([
    { step: "", changes: [promise] },
    { step: "pay", changes: [target, title] },
  ]);
});
