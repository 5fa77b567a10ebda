// SPDX-License-Identifier: Apache-2.0
import { describe, expect, expectTypeOf, it } from "vitest";
import { languageOf, localeOf, type Translate } from ".";
import { en } from "./en";
import { fr } from "./fr";
import { type Same, type Section, translate } from "./words";

const catalogue = {
  steps: { one: "{count} step", other: "{count} steps", zero: "no steps" },
  hello: "Hello {name}",
} as const;

describe("translating", () => {
  it.each([
    [0, "no steps"],
    [1, "1 step"],
    [1200, "1,200 steps"],
  ])("%d", (count, text) => expect(translate(catalogue, "en", "steps", { count })).toBe(text));
  it("fills holes", () => expect(translate(catalogue, "en", "hello", { name: "Ada" })).toBe("Hello Ada"));
  it("takes the form that the language wants", () => {
    const french = { steps: { one: "{count} étape", other: "{count} étapes" } };
    expect(translate(french, "fr", "steps", { count: 0 })).toBe("0 étape");
  });
  it("checks keys and values when it is compiled", () => {
    expectTypeOf<Parameters<Translate>[0]>().toExtend<string>();
    // @ts-expect-error: a French text is missing
    const missing: Same<typeof catalogue> = { hello: "Bonjour" };
    expect(missing).toBeDefined();
  });
});

function pathsOf(section: Section, above = ""): string[] {
  return Object.entries(section).flatMap(([key, value]) =>
    typeof value === "string" || "other" in value
      ? [above + key]
      : pathsOf(value as Section, `${above}${key}.`),
  );
}

describe("every language", () => {
  const paths = pathsOf(en);
  const holes = (catalogue: Section, path: string) =>
    translate(catalogue, "en", path)
      .match(/\{\w+\}/g)
      ?.sort() ?? [];
  it("has the holes of the English texts", () => {
    for (const path of paths) expect([path, holes(fr, path)]).toEqual([path, holes(en, path)]);
  });
  it("says something everywhere", () => {
    for (const path of paths) expect(translate(fr, "fr", path).trim(), path).not.toBe("");
  });
});

describe("which language", () => {
  it("is the one chosen, else the browser's, else English", () => {
    expect(languageOf("fr", ["en-US"])).toBe("fr");
    expect(languageOf(null, ["de-DE", "fr-CA"])).toBe("fr");
    expect(languageOf(null, ["de-DE"])).toBe("en");
  });
  it("takes the browser's region", () => expect(localeOf("en", ["de-DE", "en-GB"])).toBe("en-GB"));
});
