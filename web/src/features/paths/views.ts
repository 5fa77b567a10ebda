// SPDX-License-Identifier: Apache-2.0
export const tabs = [
  "flow",
  "variants",
  "transitions",
  "conformance",
  "funnel",
  "returns",
  "cohorts",
] as const;

export type Tab = (typeof tabs)[number];

/** The view that an address names; the first one where it names none. */
export const tabOf = (name: string | undefined): Tab => tabs.find((tab) => tab === name) ?? tabs[0];
