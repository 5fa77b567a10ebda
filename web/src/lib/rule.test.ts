// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { completed, type Group, isComplete, readRule, replaceRow, scalarOf, writeRule } from "./rule";

describe("a rule goes to rows and back", () => {
  const trees: Record<string, unknown> = {
    "one trait": { plan: "gold" },
    "two traits": { trip_purpose: "leisure", travels_with: "partner" },
    "a list": { country: ["de", "fr"] },
    operators: { price: { gte: 10 }, path: { starts_with: "/products/" }, coupon: { exists: false } },
    groups: { any: [{ plan: "gold" }, { not: { coupon: { exists: true } } }] },
    nested: { any: [{ plan: "gold", country: "de" }, { all: [{ age: { gt: 20 } }, { age: { lt: 30 } }] }] },
    behaviour: { did: { event: "Order Completed", at_least: 3, within: "365d" } },
    "behaviour with conditions": {
      did: { event: "Order Completed", where: { revenue: { gte: 100 } }, at_most: 0 },
    },
    completed: { completed: { journey: "any", within: "180d" } },
  };
  for (const [name, tree] of Object.entries(trees)) {
    test(name, () => expect(writeRule(readRule(tree))).toEqual(tree));
  }

  test("two conditions on one field, and two behaviours, become lists", () => {
    expect(writeRule(readRule({ price: { gte: 10, lt: 50 } }))).toEqual({
      all: [{ price: { gte: 10 } }, { price: { lt: 50 } }],
    });
    expect(writeRule(readRule({ did: [{ event: "A" }, { event: "B" }] }))).toEqual({
      all: [{ did: { event: "A" } }, { did: { event: "B" } }],
    });
  });
});

test("a rule is complete when every row says something", () => {
  expect(isComplete(readRule({}))).toBe(false);
  expect(isComplete(readRule({ plan: "" }))).toBe(false);
  expect(isComplete(readRule({ any: [] }))).toBe(false);
  expect(isComplete(readRule({ did: { event: "" } }))).toBe(false);
  expect(isComplete(readRule({ plan: "gold", did: { event: "A" } }))).toBe(true);
});

test("what is not filled in yet is left out", () => {
  expect(writeRule(completed(readRule({ plan: "gold", x: "", any: [{ y: "" }] })))).toEqual({ plan: "gold" });
});

test("taking the last row out of a group takes the group out", () => {
  const tree = readRule({ plan: "gold", any: [{ country: "de" }] });
  const inner = (tree.children[1] as Group).children[0];
  expect(writeRule(replaceRow(tree, inner?.id ?? "", null))).toEqual({ plan: "gold" });
});

test("typed values are what they look like", () => {
  expect(["12", "1.50", "007", "true", " gold ", ""].map(scalarOf)).toEqual([
    12,
    "1.50",
    "007",
    true,
    "gold",
    "",
  ]);
});
