// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { classOf, named, partsOf } from "./classes";

test("a deviation is written and read", () => {
  expect(partsOf(named("out-of-order", "Page: view"))).toEqual({ kind: "out-of-order", step: "Page: view" });
  expect(partsOf("missing:pay")).toEqual({ kind: "missing", step: "pay" });
});

test("an unheard-of class is taken for something that nobody foresaw", () => {
  expect(classOf("sideways")).toBe("ad-hoc");
});
