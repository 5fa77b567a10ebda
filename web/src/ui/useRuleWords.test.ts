// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import type { Translate } from "@/lang";
import { en } from "@/lang/en";
import { fr } from "@/lang/fr";
import { type Section, translate } from "@/lang/words";
import { ruleWords } from "./useRuleWords";

const speak = (catalogue: Section, locale: string) =>
  ruleWords(
    ((path: string, values?: Record<string, string | number>) =>
      translate(catalogue, locale, path, values)) as Translate,
    locale,
  );
const english = speak(en as unknown as Section, "en");
const french = speak(fr as unknown as Section, "fr");

test.each([
  [
    { trip_purpose: "leisure", travels_with: "partner" },
    "trip purpose is “leisure” and travels with is “partner”",
  ],
  [{ country: ["de", "fr"] }, "country is “de” or “fr”"],
  [{ any: [{ plan: "gold" }, { age: { gte: 20 } }] }, "plan is “gold” or age is 20 or more"],
  [
    { vip: true, any: [{ plan: "gold" }, { plan: "silver" }] },
    "vip is yes and (plan is “gold” or plan is “silver”)",
  ],
  [{ not: { coupon: { exists: true } } }, "not (coupon is known)"],
  [
    { did: { event: "Order Completed", at_least: 3, within: "365d" } },
    "did “Order Completed” at least 3 times within 365 days",
  ],
  [{ did: { event: "Order Completed", at_most: 0 } }, "never did “Order Completed”"],
  [
    { did: { event: "Paid", where: { sum: { gt: 5 } }, within: "1d" } },
    "did “Paid” (where sum is more than 5) within 1 day",
  ],
  [{ completed: { journey: "any", within: "180d" } }, "completed any journey within 180 days"],
  [{}, "no rule yet"],
])("%j", (rule, words) => {
  expect(english.of(rule)).toBe(words);
});

test("in French", () => {
  const words = french.of({ did: { event: "Order Completed", at_least: 3, within: "365d" } });
  expect(words.replaceAll("\u00a0", " ")).toBe("a fait « Order Completed » au moins 3 fois en 365 jours");
});
