// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import type { ScorecardCard, ScorecardStep } from "@/api/generated";
import { findingsOf } from "./findings";

const step = (id: string, more: Partial<ScorecardStep>) => ({ id, title: id, ...more }) as ScorecardStep;
const card = (journey: string, ...steps: ScorecardStep[]) =>
  ({ journey, title: journey, steps }) as ScorecardCard;

it("finds the largest sure gap and the largest loss of all journeys", () => {
  const found = findingsOf([
    card(
      "buy",
      step("pay", { gap: { value: 0.6, lo: 0.4, hi: 0.8, n: 900 }, dropped: 20 }),
      step("search", { dropped: 400 }),
    ),
    card(
      "help",
      step("call", { gap: { value: 0.9, lo: -0.1, hi: 1.9, n: 6 }, dropped: null }),
      step("wait", { dropped: 90 }),
    ),
  ]);
  expect([found.gap?.step.id, found.gap?.journey]).toEqual(["pay", "buy"]);
  expect(found.drop?.step.id).toBe("search");
});

it("finds nothing where nothing is known", () => {
  expect(findingsOf([card("buy", step("pay", { dropped: 0 }))])).toEqual({});
});
