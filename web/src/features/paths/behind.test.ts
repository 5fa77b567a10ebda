// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { behind } from "./behind";
import { readTerms } from "./terms";

const terms = readTerms(
  new URLSearchParams(
    "journey=shop&version=2&segment=gold&from=2026-01-01&to=2026-01-31&where=a%3D1&against=rest",
  ),
);
const of = (address: string) => Object.fromEntries(new URL(address, "http://w").searchParams);

test("a number leads to its customers with the terms of the screen, days as addresses write them", () => {
  expect(of(behind(terms, "2026-03-01T10:00:00Z", { what: "transition", step: "pay", next: "pay" }))).toEqual(
    {
      journey: "shop",
      version: "2",
      segment: "gold",
      from: "2026-01-01",
      to: "2026-01-31",
      where: "a=1",
      what: "transition",
      on: "paths",
      step: "pay",
      next: "pay",
      as_of: "2026-03-01T10:00:00Z",
    },
  );
});

test("a variant repeats its steps", () => {
  const search = new URL(
    behind(terms, "2026-03-01T10:00:00Z", { what: "variant", path: ["a", "a", "b"] }),
    "http://w",
  ).searchParams;
  expect(search.getAll("path")).toEqual(["a", "a", "b"]);
});

test("another journey has no version of this one, other days replace the filter's", () => {
  const address = of(
    behind(terms, "", { what: "completed", journey: "help", from: "2026-01-05", to: "2026-01-11" }),
  );
  expect(address).toMatchObject({ journey: "help", from: "2026-01-05", to: "2026-01-11" });
  expect(address.version).toBeUndefined();
});

test("all events have no journey", () => {
  expect(of(behind(readTerms(new URLSearchParams("events=1&idle=30m"))))).toEqual({
    events: "true",
    idle: "30m",
    what: "all",
    on: "paths",
  });
});
