// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { formats } from "@/lib/format";
import { dayOf, marksOf, periodName } from "./periods";

const days = ["2026-01-05", "2026-01-12", "2026-01-19"];

test("a note marks the period that its day is in", () => {
  expect(marksOf([{ id: "1", date: "2026-01-14", title: "Sale" }], days)).toEqual([
    { from: 1, to: 1, title: "Sale" },
  ]);
});

test("a note of some days marks all their periods, one from before from the first", () => {
  const strike = { id: "2", date: "2026-01-01", to: "2026-01-13", title: "Strike" };
  expect(marksOf([strike], days)).toEqual([{ from: 0, to: 1, title: "Strike" }]);
});

test("a note before all periods is none", () => {
  expect(marksOf([{ id: "3", date: "2025-12-24", title: "Old" }], days)).toEqual([]);
  expect(marksOf([{ id: "3", date: "2025-12-24", title: "Old" }], [])).toEqual([]);
});

test("periods are named in their zone", () => {
  const start = "2025-12-31T23:00:00Z";
  expect(dayOf(start, "Europe/Berlin")).toBe("2026-01-01");
  expect(periodName(start, "month", "Europe/Berlin", formats("en-GB"))).toBe("Jan 2026");
  expect(periodName(start, "week", "Europe/Berlin", formats("en-GB"))).toBe("1 Jan");
});
