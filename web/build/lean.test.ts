// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { lean } from "./lean";

const scripts = 'const classes = { root: "m_aaaaaaaa", inner: "m_bbbbbbbb" }';

it.each([
  [".m_aaaaaaaa{color:red}", ".m_aaaaaaaa{color:red}"],
  [".m_cccccccc{color:red}", ""],
  [".m_aaaaaaaa,.m_cccccccc{color:red}", ".m_aaaaaaaa{color:red}"],
  [".m_aaaaaaaa:not(.m_cccccccc){color:red}", ".m_aaaaaaaa:not(.m_cccccccc){color:red}"],
  ["@media print{.m_cccccccc{color:red}}", ""],
  [".ours .m_aaaaaaaa{color:red}body{margin:0}", ".ours .m_aaaaaaaa{color:red}body{margin:0}"],
])("%s", (css, left) => expect(lean(css, scripts)).toBe(left));
