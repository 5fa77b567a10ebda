// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { setConstant, setHead, setInRule, setRole } from "./edit";
import { names, type Role, readMapping, roleOf, ruleFor } from "./roles";

const text = `wend: mapping/v1
source: ecom # keeps its name
zone: UTC # of times that name none
files:
  - file: "ecom*.csv.gz"
    customer: user_id # 101 different
    event: event
    time: timestamp
    traits: [cohort, lifecycle]
    properties:
      session_id: session_id
      amount: {column: total, type: number}
`;
const columns = ["user_id", "session_id", "event", "timestamp", "cohort", "lifecycle", "total", "note"];
const rolesOf = (yaml: string) => {
  const rule = readMapping(yaml)?.rules[0];
  return Object.fromEntries(columns.map((c) => [c, rule && roleOf(rule, c).as]));
};

test("reads what each column becomes", () => {
  expect(readMapping(text)).toMatchObject({ source: "ecom", zone: "UTC" });
  expect(rolesOf(text)).toEqual({
    user_id: "customer",
    session_id: "properties",
    event: "event",
    timestamp: "time",
    cohort: "traits",
    lifecycle: "traits",
    total: "properties",
    note: "skip",
  });
});

test("a text that is no mapping is none", () => {
  expect(readMapping("a: [b")).toBeNull();
  expect(readMapping("hello")).toBeNull();
  expect(readMapping("wend: mapping/v1\n")?.rules).toEqual([]);
});

test.each<[string, string, Role, Record<string, string>]>([
  ["another customer", "session_id", { as: "customer" }, { session_id: "customer", user_id: "properties" }],
  ["a column that was skipped", "note", { as: "traits", name: "note", type: "text" }, { note: "traits" }],
  [
    "a trait with a type",
    "note",
    { as: "traits", name: "note", type: "number" },
    { note: "traits", cohort: "traits" },
  ],
  ["nothing any more", "cohort", { as: "skip" }, { cohort: "skip", lifecycle: "traits" }],
  [
    "from property to channel",
    "session_id",
    { as: "channel" },
    { session_id: "channel", total: "properties" },
  ],
  ["a time with its format", "timestamp", { as: "time", format: "%d/%m/%Y" }, { timestamp: "time" }],
])("setRole: %s", (_, column, role, want) => {
  const after = setRole(text, 0, column, role, columns);
  expect(rolesOf(after)).toEqual({ ...rolesOf(text), ...want });
  // Comments of what is not changed stay.
  expect(after).toContain("source: ecom # keeps its name");
});

test("the star is spelt out once a column leaves it", () => {
  const star = 'wend: mapping/v1\nfiles:\n  - file: a.csv\n    customer: user_id\n    properties: "*"\n';
  expect(rolesOf(star)).toMatchObject({ user_id: "customer", note: "properties" });
  const after = setRole(star, 0, "note", { as: "skip" }, columns);
  expect(rolesOf(after)).toMatchObject({ user_id: "customer", note: "skip", total: "properties" });
});

test("a fixed name, the head and what holds for a file", () => {
  const fixed = setConstant(text, 0, "event", "Order Placed");
  expect(fixed).toContain("event: {value: Order Placed}");
  expect(readMapping(fixed)?.rules[0]?.constants.event).toBe("Order Placed");
  expect(readMapping(setHead(text, "zone", "Europe/Paris"))?.zone).toBe("Europe/Paris");
  expect(setHead(text, "zone", "")).not.toContain("zone:");
  const comma = setInRule(text, 0, "decimal", ",");
  expect(comma).toMatch(/decimal: ","\n\s+customer:/);
});

test("rows of several events leave their columns to the text", () => {
  const wide = `wend: mapping/v1
files:
  - file: orders.csv
    customer: user_id
    events:
      - {event: Placed, time: {column: placed_at, format: iso}}
    properties: [total]
`;
  const rule = readMapping(wide)?.rules[0];
  expect(rule?.plain).toBe(false);
  expect(rule && roleOf(rule, "placed_at")).toEqual({ as: "other", of: "event", key: "Placed" });
});

test("a table goes by the first rule that names it", () => {
  expect(names("orders*.csv", "orders-2026.csv")).toBe(true);
  expect(names("orders*.csv", "old/orders.csv")).toBe(false);
  expect(names("a[1].csv", "a[1].csv")).toBe(true);
  const mapping = readMapping(text);
  expect(mapping && ruleFor(mapping, { file: "ecom-2.csv.gz" })?.index).toBe(0);
  expect(mapping && ruleFor(mapping, { file: "other.csv" })).toBeUndefined();
});
