// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { asked, numberOf, readTerms } from "./standingTerms";

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

test("a number of a question is asked with all the question was asked with", () => {
  const terms = read(
    "question=funnel&journey=buy&to=2026-01-31&step=view&step=pay&order=strict&what=lost&at=1&sort=start",
  );
  expect(terms).toEqual({
    question: "funnel",
    journey: "buy",
    to: "2026-01-31",
    more: { step: ["view", "pay"], order: ["strict"], what: ["lost"], at: ["1"] },
  });
  expect(asked(terms ?? {})).toEqual({
    journey: "buy",
    to: "2026-02-01",
    step: ["view", "pay"],
    order: ["strict"],
    what: ["lost"],
    at: ["1"],
  });
});

test("a matrix is of several journeys", () => {
  const terms = read("question=matrix&journey=buy&journey=help&left=help");
  expect(asked(terms ?? {})).toEqual({ journey: ["buy", "help"], left: ["help"] });
});

test("a question that nobody knows is none", () => {
  expect(read("question=oracle")).toBeNull();
});
