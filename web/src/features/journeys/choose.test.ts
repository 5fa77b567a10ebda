// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import type { JourneySummary } from "@/api/lists";
import { type Choice, choose, ownersOf, paired } from "./choose";

const journey = (id: string, more: Partial<JourneySummary> = {}): JourneySummary => ({
  id,
  title: `I ${id}`,
  state: "as-is",
  status: "published",
  owner: "",
  version: 1,
  digest: "",
  updated_at: "2026-01-01T00:00:00Z",
  stale: false,
  steps: 3,
  phases: [{ phase: "before", stages: [{ title: "Discover", steps: 3 }] }],
  draft: null,
  ...more,
});
const any: Choice = { q: "", state: "", status: "", owner: "", due: false, sort: "title" };
const all = [
  journey("return", { owner: "b@x", stale: true }),
  journey("buy", { owner: "a@x", steps: 9, updated_at: "2026-02-01T00:00:00Z" }),
  journey("buy-better", { state: "to-be", improves: "buy", status: "draft" }),
];
const ids = (choice: Partial<Choice>) => choose(all, { ...any, ...choice }).map((j) => j.id);

test("journeys are found, filtered and sorted", () => {
  expect(ids({})).toEqual(["buy", "buy-better", "return"]);
  expect(ids({ q: "buy disc" })).toEqual(["buy", "buy-better"]);
  expect(ids({ q: "nothing" })).toEqual([]);
  expect(ids({ state: "to-be" })).toEqual(["buy-better"]);
  expect(ids({ status: "published", sort: "updated" })).toEqual(["buy", "return"]);
  expect(ids({ due: true })).toEqual(["return"]);
  expect(ids({ sort: "owner" })).toEqual(["buy", "return", "buy-better"]);
  expect(ids({ sort: "steps" })[0]).toBe("buy");
});

test("a to-be stands beside its as-is, or alone", () => {
  expect(paired(all).map((p) => [p.journey.id, p.next.map((j) => j.id)])).toEqual([
    ["return", []],
    ["buy", ["buy-better"]],
  ]);
  expect(paired(choose(all, { ...any, state: "to-be" })).map((p) => p.journey.id)).toEqual(["buy-better"]);
});

test("owners once each", () => expect(ownersOf(all)).toEqual(["a@x", "b@x"]));
