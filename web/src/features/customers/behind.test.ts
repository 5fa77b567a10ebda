// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { asked, numberOf, readTerms } from "./behind";

const read = (text: string) => readTerms(new URLSearchParams(text));

test("an address without a number asks for everybody", () => {
  expect(read("q=ada&sort=last")).toBeNull();
  expect(read("")).toBeNull();
});

test("the terms of a number are kept, what is the screen's own is not", () => {
  expect(read("journey=buy&what=left&step=pay&segment=pro&sort=start&where=a=1&where=b=2")).toEqual({
    journey: "buy",
    what: "left",
    step: "pay",
    segment: "pro",
    where: ["a=1", "b=2"],
  });
  expect(read("events=true&segment=pro")).toEqual({ events: "true", segment: "pro" });
});

test("a number that nobody knows is all", () => {
  expect(numberOf({ what: "left" })).toBe("left");
  expect(numberOf({ what: "dropped" })).toBe("all");
});

test("the last day of the address counts", () => {
  expect(asked({ journey: "buy", to: "2026-01-31", as_of: "2026-02-28" })).toEqual({
    journey: "buy",
    to: "2026-02-01",
    as_of: "2026-03-01",
  });
});
