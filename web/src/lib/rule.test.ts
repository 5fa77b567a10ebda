// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import {
  completed,
  faultsByRow,
  type Group,
  isComplete,
  readRule,
  replaceRow,
  scalarOf,
  typedValue,
  writeRule,
} from "./rule";

describe("a rule goes to rows and back", () => {
  const trees: Record<string, unknown> = {
    "one trait": { plan: "gold" },
    "two traits": { trip_purpose: "leisure", travels_with: "partner" },
    "a list": { country: ["de", "fr"] },
    operators: { price: { gte: 10 }, path: { starts_with: "/products/" }, coupon: { exists: false } },
    groups: { any: [{ plan: "gold" }, { not: { coupon: { exists: true } } }] },
    nested: { any: [{ plan: "gold", country: "de" }, { age: { gt: 20, lt: 30 } }] },
    behaviour: { did: { event: "Order Completed", at_least: 3, within: "365d" } },
    "behaviour with conditions": {
      did: { event: "Order Completed", where: { revenue: { gte: 100 } }, at_most: 0 },
    },
    completed: { completed: { journey: "any", within: "180d" } },
    "two conditions on one field": { price: { gte: 10, lt: 50 } },
    "none of several": { not: { any: [{ plan: "gold" }, { age: { gt: 20 } }] } },
    "not all of several": { not: { plan: "gold", country: "de" } },
    "groups in groups": {
      plan: "gold",
      any: [{ not: { any: [{ a: 1 }, { all: [{ b: { gt: 2 } }, { b: { gt: 3 } }] }] } }, { c: [1, "2"] }],
    },
    "nested conditions on an event": {
      did: { event: "A", where: { any: [{ x: 1 }, { not: { y: true } }] } },
    },
  };
  for (const [name, tree] of Object.entries(trees)) {
    test(name, () => expect(writeRule(readRule(tree))).toEqual(tree));
  }

  test("two of one kind on one field, and two behaviours, become lists", () => {
    expect(writeRule(readRule({ all: [{ price: { gte: 10 } }, { price: { gte: 50 } }] }))).toEqual({
      all: [{ price: { gte: 10 } }, { price: { gte: 50 } }],
    });
    expect(writeRule(readRule({ did: [{ event: "A" }, { event: "B" }] }))).toEqual({
      all: [{ did: { event: "A" } }, { did: { event: "B" } }],
    });
  });

  test("one group alone is the rule itself", () => {
    expect(readRule({ any: [{ plan: "gold" }, { plan: "tin" }] }).kind).toBe("any");
    expect(readRule({ not: { plan: "gold" } })).toMatchObject({
      kind: "none",
      children: [{ field: "plan", value: "gold" }],
    });
  });
});

describe("mistakes stand at their row", () => {
  const at = (tree: unknown, path: string) => {
    const rule = readRule(tree);
    const [id] = Object.keys(faultsByRow(rule, { [path]: "wrong" }));
    const find = (g: Group): unknown => {
      for (const c of g.children) {
        if (c.id === id) return "field" in c ? c.field : "what" in c ? c.what : c.kind;
        const inner = "children" in c ? find(c) : "what" in c && c.where ? find(c.where) : undefined;
        if (inner !== undefined) return inner;
      }
      return undefined;
    };
    return find(rule) ?? (id === rule.id ? "rule" : undefined);
  };
  test.each([
    [{ plan: { is_not: "x" } }, "plan.is_not", "plan"],
    [{ plan: "x" }, "plan", "plan"],
    [{ price: { gte: 1, lt: "y" } }, "price.lt", "price"],
    [{ any: [{ a: 1 }, { not: { b: 2 } }] }, "any[1].not.b", "b"],
    [{ not: { any: [{ a: 1 }, { "traits.b": 2 }] } }, "not.any[1].traits.b.is", "traits.b"],
    [{ all: [{ a: { gt: 1 } }, { a: { gt: "z" } }] }, "all[1].a.gt", "a"],
    [{ did: { event: "A", at_leest: 1, where: { x: { gt: "z" } } } }, "did.where.x.gt", "x"],
    [{ did: { event: "A" }, plan: "gold" }, "did.at_leest#", "A"],
    [{ plan: "gold" }, "nowhere", "rule"],
  ])("%j at %s", (tree, path, row) => expect(at(tree, path)).toBe(row));
});

test("a typed value is one of those that the field holds", () => {
  expect(typedValue("42", "is", ["number"])).toBe(42);
  expect(typedValue("42", "is", ["text"])).toBe("42");
  expect(typedValue("42", "is")).toBe(42);
  expect(typedValue("true", "is", ["boolean"])).toBe(true);
  expect(typedValue("true", "is", ["text"])).toBe("true");
  expect(typedValue("42", "gt", ["text"])).toBe(42);
  expect(typedValue("42", "starts_with", ["number"])).toBe("42");
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
