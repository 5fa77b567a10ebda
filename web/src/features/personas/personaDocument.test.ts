// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { allStatements, hueOf, initialsOf } from "./personaDocument";

test("initials leave the epithet out", () => {
  expect(initialsOf("Petra, the weekend hiker")).toBe("P");
  expect(initialsOf("Anna Maria Lopez")).toBe("AM");
  expect(initialsOf("")).toBe("");
});

test("a persona keeps its colour", () => {
  expect(hueOf("petra")).toBe(hueOf("petra"));
  expect(hueOf("petra")).toBeLessThan(6);
});

test("all statements, short and long", () => {
  const all = allStatements({
    id: "p",
    name: "P",
    goals: ["Rest"],
    empathy: { feels: ["Excited"] },
    pains: [{ title: "Extras", severity: 3, basis: "research" }],
  });
  expect(all.map((s) => [s.title, s.basis])).toEqual([
    ["Rest", undefined],
    ["Excited", undefined],
    ["Extras", "research"],
  ]);
});
