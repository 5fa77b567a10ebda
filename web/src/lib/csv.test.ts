// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { csvOf } from "./csv";

it("quotes what needs it and defuses formulas", () => {
  expect(
    csvOf([
      ["a", 'say "hi"', "x,y"],
      [1.5, null, "=HYPERLINK(1)"],
      [-2, undefined, "-3"],
    ]),
  ).toBe(['a,"say ""hi""","x,y"', "1.5,,'=HYPERLINK(1)", "-2,,'-3"].join("\r\n"));
});
