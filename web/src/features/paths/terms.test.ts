// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { hindrance, readTerms, termsQuery, writeSubject } from "./terms";

const of = (text: string) => readTerms(new URLSearchParams(text));

describe("termsQuery", () => {
  test("names the first day that is no longer meant", () => {
    const query = termsQuery(of("journey=shop&from=2026-01-01&to=2026-01-31&as_of=2026-02-28"));
    expect(query).toMatchObject({
      journey: "shop",
      from: "2026-01-01",
      to: "2026-02-01",
      as_of: "2026-03-01",
    });
  });

  test("repeats conditions and leaves out what is not asked", () => {
    const query = termsQuery(of("journey=shop&where=a%3D1&where=b%3D2"));
    expect(query.where).toEqual(["a=1", "b=2"]);
    expect(query.segment).toBeUndefined();
    expect(query.against).toBeUndefined();
  });

  test("all events have no journey, a journey has no idle", () => {
    expect(termsQuery(of("journey=shop&events=1&idle=30m"))).toMatchObject({
      journey: undefined,
      events: true,
      idle: "30m",
    });
    expect(termsQuery(of("journey=shop&idle=30m")).idle).toBeUndefined();
  });

  test("compares only where somebody is left to compare with", () => {
    expect(termsQuery(of("journey=shop&against=before")).against).toBeUndefined();
    expect(termsQuery(of("journey=shop&against=before&from=2026-01-01&to=2026-01-31")).against).toBe(
      "before",
    );
    expect(termsQuery(of("journey=shop&against=rest")).against).toBeUndefined();
    expect(termsQuery(of("journey=shop&against=rest&segment=gold")).against).toBe("rest");
  });
});

test("hindrance says what is missing", () => {
  expect(hindrance(of("against=before"))).toBe("period");
  expect(hindrance(of("against=rest"))).toBe("whole");
  expect(hindrance(of("against=segment:gold&segment=gold"))).toBe("same");
  expect(hindrance(of("against=segment:gold"))).toBe("");
});

test("another subject keeps the filter and forgets the former steps", () => {
  const next = writeSubject(new URLSearchParams("journey=a&version=2&segment=gold&step=x&starting=y"), {
    events: true,
  });
  expect(next.toString()).toBe("segment=gold&events=1");
});
