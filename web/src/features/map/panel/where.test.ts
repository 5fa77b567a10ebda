// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { conditionsOf, meant, whereOf } from "./where";

test("rows: short and long conditions", () => {
  expect(
    conditionsOf({
      path: { starts_with: "/products/" },
      kind: "consumer",
      price: { gt: 5, lt: 9 },
      tag: ["a", "b"],
    }),
  ).toEqual([
    { property: "path", operator: "starts_with", value: "/products/" },
    { property: "kind", operator: "is", value: "consumer" },
    { property: "price", operator: "gt", value: "5" },
    { property: "price", operator: "lt", value: "9" },
    { property: "tag", operator: "in", value: "a, b" },
  ]);
});

test("rows: what is nested has none", () => {
  expect(conditionsOf({ any: [{ a: 1 }, { b: 2 }] })).toBeUndefined();
  expect(conditionsOf({ did: { event: "Order Completed" } })).toBeUndefined();
  expect(conditionsOf(undefined)).toEqual([]);
});

test("trees: rows of one property stand together, unfinished ones are left out", () => {
  expect(
    whereOf([
      { property: "price", operator: "gt", value: "5" },
      { property: "price", operator: "lt", value: "9" },
      { property: "kind", operator: "is", value: "consumer" },
      { property: "", operator: "is", value: "x" },
      { property: "plan", operator: "is", value: " " },
      { property: "coupon", operator: "exists", value: "" },
    ]),
  ).toEqual({ price: { gt: 5, lt: 9 }, kind: "consumer", coupon: { exists: true } });
  expect(whereOf([])).toBeUndefined();
});

test("values: a number where the property has numbers, else a text", () => {
  const row = { property: "n", operator: "is", value: "42" } as const;
  expect(meant(row, { n: ["number"] })).toBe(42);
  expect(meant(row, { n: ["text"] })).toBe("42");
  expect(meant(row)).toBe("42");
  expect(meant({ property: "b", operator: "is", value: "true" }, { b: ["boolean"] })).toBe(true);
  expect(meant({ property: "n", operator: "in", value: "1, 2" }, { n: ["number"] })).toEqual([1, 2]);
});
