// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { inside } from "./inside";

it.each([
  [null, "/"],
  ["/journeys/buy?segment=new", "/journeys/buy?segment=new"],
  ["https://elsewhere.example", "/"],
  ["//elsewhere.example", "/"],
  ["/\\elsewhere.example", "/"],
  ["/sign-in", "/"],
])("%s leads to %s", (then, to) => expect(inside(then)).toBe(to));
