// SPDX-License-Identifier: Apache-2.0

const browsers: [name: string, sign: RegExp][] = [
  ["Edge", /Edg(e|A|iOS)?\//],
  ["Opera", /OPR\//],
  ["Firefox", /Firefox\/|FxiOS\//],
  ["Chrome", /Chrom(e|ium)\/|CriOS\//],
  ["Safari", /Safari\//],
];

const systems: [name: string, sign: RegExp][] = [
  ["Windows", /Windows/],
  ["iPhone", /iPhone/],
  ["iPad", /iPad/],
  ["macOS", /Mac OS X/],
  ["Android", /Android/],
  ["Linux", /Linux/],
];

/** "Firefox, Windows" from what a browser calls itself; its own words where we do not know it. */
export function browserOf(agent: string): string {
  const find = (list: [string, RegExp][]) => list.find(([, sign]) => sign.test(agent))?.[0];
  return [find(browsers), find(systems)].filter(Boolean).join(", ") || agent;
}
