// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import {
  fitted,
  hasChoices,
  hasConditions,
  moved,
  namesOf,
  newStep,
  parseExclusion,
  parseStep,
  writeExclusion,
  writeStep,
} from "./funnelSteps";

describe("steps as text", () => {
  test.each([
    ["pay", { any: ["pay"], optional: false, where: [] }],
    ["advice?", { any: ["advice"], optional: true, where: [] }],
    ["checkout|ordered", { any: ["checkout", "ordered"], optional: false, where: [] }],
    ["checkout|ordered?", { any: ["checkout", "ordered"], optional: true, where: [] }],
    ["Page Viewed[path^=/shop]", { any: ["Page Viewed"], optional: false, where: ["path^=/shop"] }],
    ["View[a=1,b>2]", { any: ["View"], optional: false, where: ["a=1", "b>2"] }],
  ])("%s", (text, step) => {
    expect(parseStep(text)).toEqual(step);
    expect(writeStep(step)).toBe(text);
  });

  test("a known name is itself, even with a question mark", () => {
    const known = (id: string) => id === "Ready?" || id === "a|b";
    expect(parseStep("Ready?", known)).toEqual(newStep("Ready?"));
    expect(parseStep("a|b", known)).toEqual(newStep("a|b"));
  });

  test("spaces around choices and conditions do not count", () => {
    expect(parseStep("a | b").any).toEqual(["a", "b"]);
    expect(parseStep("v[a=1, b=2]").where).toEqual(["a=1", "b=2"]);
  });
});

describe("exclusions as text", () => {
  test.each([
    ["Refund", { name: "Refund" }],
    ["Refund@2-3", { name: "Refund", between: [2, 3] as [number, number] }],
    ["me@home@1-4", { name: "me@home", between: [1, 4] as [number, number] }],
  ])("%s", (text, exclusion) => {
    expect(parseExclusion(text)).toEqual(exclusion);
    expect(writeExclusion(exclusion)).toBe(text);
  });

  test("one between steps that are gone holds all through", () => {
    expect(fitted([parseExclusion("x@2-4"), parseExclusion("y@1-2")], 3)).toEqual([
      { name: "x" },
      { name: "y", between: [1, 2] },
    ]);
  });
});

test("a step keeps its name when it is moved or may be left out; the same one twice has two", () => {
  const names = namesOf([parseStep("a"), parseStep("b?"), parseStep("a")]);
  expect(new Set(names).size).toBe(3);
  expect(namesOf([parseStep("b"), parseStep("a")])).toEqual([names[1], names[0]]);
});

test("moving takes one out and puts it in", () => {
  expect(moved(["a", "b", "c"], 0, 2)).toEqual(["b", "c", "a"]);
  expect(moved(["a", "b"], 5, 0)).toEqual(["a", "b"]);
});

test("conditions are told from choices", () => {
  expect(hasConditions([parseStep("v[a=1]")])).toBe(true);
  expect(hasChoices([parseStep("v[a=1]")])).toBe(false);
  expect(hasChoices([parseStep("a?")])).toBe(true);
});
