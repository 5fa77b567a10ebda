// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { browserOf } from "./browser";

it.each([
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 Edg/126.0",
    "Edge, Windows",
  ],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox, Linux"],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605 Version/17.5 Mobile Safari/604.1",
    "Safari, iPhone",
  ],
  ["curl/8.5", "curl/8.5"],
])("%s", (agent, name) => expect(browserOf(agent)).toBe(name));
