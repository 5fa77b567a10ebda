// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { sorted } from "./DataTable";
import { sparkPath } from "./Sparkline";
import { matches } from "./shortcuts";

describe("sorting a table", () => {
  const rows = [{ v: 10 }, { v: null }, { v: 2 }];
  it("keeps what is not known last, both ways", () => {
    expect(sorted(rows, (r) => r.v, false).map((r) => r.v)).toEqual([2, 10, null]);
    expect(sorted(rows, (r) => r.v, true).map((r) => r.v)).toEqual([10, 2, null]);
  });
  it("reads numbers in texts", () =>
    expect(sorted(["Step 10", "step 2"], (r) => r, false)).toEqual(["step 2", "Step 10"]));
});

describe("shortcuts", () => {
  const key = (key: string, more: KeyboardEventInit = {}) => new KeyboardEvent("keydown", { key, ...more });
  it.each([
    ["mod+k", key("k", { ctrlKey: true }), true],
    ["mod+k", key("k", { metaKey: true }), true],
    ["mod+k", key("k"), false],
    ["mod+z", key("Z", { ctrlKey: true, shiftKey: true }), false],
    ["mod+shift+z", key("Z", { ctrlKey: true, shiftKey: true }), true],
    ["?", key("?", { shiftKey: true }), true],
    ["j", key("j", { altKey: true }), false],
    ["+", key("+", { shiftKey: true }), true],
    ["+", key("="), false],
    ["mod++", key("+", { ctrlKey: true }), true],
  ])("%s", (chord, event, yes) => expect(matches(chord, event)).toBe(yes));
});

it("a line breaks where a value is missing", () => {
  expect(sparkPath([0, null, 10], 100, 20)).toBe("M0.0 20.0M100.0 0.0");
  expect(sparkPath([5], 100, 20)).toBe("M0.0 10.0");
});
