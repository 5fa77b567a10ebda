// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { tokensOf } from "./yaml";

const kinds = (line: string) =>
  tokensOf(line)
    .filter((t) => t.text.trim())
    .map((t) => `${t.kind} ${t.text.trim()}`);

describe("tokens", () => {
  test.each([
    ["title: I stay at a hotel", ["key title", "mark :", "plain I stay at a hotel"]],
    ["# Change the owners", ["comment # Change the owners"]],
    [
      "  - {id: lost, n: 3} # rare",
      [
        "mark -",
        "mark {",
        "key id",
        "mark :",
        "plain lost",
        "mark ,",
        "key n",
        "mark :",
        "number 3",
        "mark }",
        "comment # rare",
      ],
    ],
    ['quote: "It: # works"', ["key quote", "mark :", 'text "It: # works"']],
    ["url: https://x.example/a#b", ["key url", "mark :", "plain https://x.example/a#b"]],
    [
      "says: [Let's stay, it]",
      ["key says", "mark :", "mark [", "plain Let's stay", "mark ,", "plain it", "mark ]"],
    ],
    ["hours: 08:30-17:00", ["key hours", "mark :", "plain 08:30-17:00"]],
  ])("%s", (line, expected) => {
    expect(kinds(line)).toEqual(expected);
  });

  test("nothing is lost", () => {
    const line = `  - {title: "a 'b' \\" c", severity: 3, x: [1, -2.5, true]}   # d: e`;
    expect(
      tokensOf(line)
        .map((t) => t.text)
        .join(""),
    ).toBe(line);
  });
});
