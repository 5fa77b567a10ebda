// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { freeId, slugOf } from "./slug";

test.each([
  ["I buy hiking gear online", "i-buy-hiking-gear-online"],
  ["J’achète en ligne !", "j-achete-en-ligne"],
  ["Straße 7", "strasse-7"],
  ["東京", ""],
])("%s", (title, id) => expect(slugOf(title)).toBe(id));

test("a taken id gets a number", () => {
  expect(freeId("hotel", [])).toBe("hotel");
  expect(freeId("hotel", ["hotel", "hotel-2"])).toBe("hotel-3");
});
