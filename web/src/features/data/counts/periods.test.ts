// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { countIn, idOf, periodOf, periodsTo } from "./periods";

test.each([
  ["2026-02-03", "day", "2026-02-03", "2026-02-03"],
  ["2026-02-03", "week", "2026-W06", "2026-02-02"],
  ["2026-01-01", "week", "2026-W01", "2025-12-29"],
  ["2027-01-03", "week", "2026-W53", "2026-12-28"],
  ["2024-12-30", "week", "2025-W01", "2024-12-30"],
  ["2026-12-31", "month", "2026-12", "2026-12-01"],
] as const)("%s is in the %s %s", (date, every, id, first) => {
  expect(periodOf(date, every)).toEqual({ id, first });
});

test("periods lead up to the one of a date, over the new year", () => {
  expect(periodsTo("2026-01-15", "month", 3).map((p) => p.id)).toEqual(["2025-11", "2025-12", "2026-01"]);
  expect(periodsTo("2026-01-06", "week", 2).map((p) => p.id)).toEqual(["2026-W01", "2026-W02"]);
  expect(periodsTo("2026-03-31", "month", 2, 1).map((p) => p.id)).toEqual(["2026-01", "2026-02"]);
});

test("a span of days is a period where it is one", () => {
  expect(idOf("2026-02-02T00:00:00+01:00", "2026-02-09T00:00:00+01:00")).toBe("2026-W06");
  expect(idOf("2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z")).toBe("2026-02");
  expect(idOf("2026-02-03", "2026-02-04")).toBe("2026-02-03");
  expect(idOf("2026-01-01", "2026-04-01")).toBe("");
  expect(idOf("2026-02-03", "2026-02-10")).toBe("");
});

test.each([
  ["1 200", "fr", 1200],
  ["12,5", "fr", 12.5],
  ["1,200", "en", 1200],
  ["12.5", "en-GB", 12.5],
  ["1.200", "de", 1200],
  ["0", "en", 0],
  ["-3", "en", null],
  ["many", "en", null],
  ["", "en", null],
])("%s in %s is %s", (text, locale, count) => {
  expect(countIn(text, locale)).toBe(count);
});
