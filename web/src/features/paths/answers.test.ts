// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { type Asked, byDifference, comparedIn, groupsIn, mainIn } from "./answers";

interface Answer {
  instances: number;
  groups?: { value: string }[];
}
const about = {} as Asked<Answer>["about"];

test("an answer of its own may hold groups and is no answer by group", () => {
  const one: Asked<Answer> = { about, instances: 3, groups: [{ value: "x" }] };
  expect(groupsIn(one)).toBeUndefined();
  expect(comparedIn(one)).toBeUndefined();
  expect(mainIn(one).instances).toBe(3);
});

test("of a comparison the side asked about is the main one", () => {
  const a = { value: "gold", answer: { instances: 1 } };
  const compared: Asked<Answer, object> = { about, a, b: { value: "rest", answer: null }, difference: {} };
  expect(mainIn(compared)).toEqual({ instances: 1 });
  expect(comparedIn(compared)?.b.value).toBe("rest");
});

test("groups are found, and none is an empty list", () => {
  const asked: Asked<Answer> = { about, by: "month", groups: null };
  expect(groupsIn(asked)).toEqual([]);
});

test("the clearest difference comes first, whatever its unit; unknown ones last", () => {
  const rows = [
    { key: "unknown", of: null },
    { key: "hours", of: { value: 8000, lo: -4000, hi: 20000 } },
    { key: "points", of: { value: -0.1, lo: -0.12, hi: -0.08 } },
  ];
  expect(byDifference(rows, (r) => r.of).map((r) => r.key)).toEqual(["points", "hours", "unknown"]);
});
