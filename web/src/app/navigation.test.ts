// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { exists, navigation } from "./navigation";

it("shows only what leads somewhere", () => {
  const screens = [
    { index: true as const },
    { path: "journeys/:id" },
    { path: "paths/:tab?" },
    { path: "data", children: [] },
    { path: "*" },
  ];
  expect(navigation(screens).map((g) => [g.title, g.entries.map((e) => e.place)])).toEqual([
    [undefined, ["home"]],
    ["define", ["journeys"]],
    ["listen", ["data"]],
    ["understand", ["paths"]],
  ]);
  expect(exists(screens, "/settings")).toBe(false);
});
