// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { addDays, dayIn, presetPeriod, readFilter, writeFilter } from "./filter";

describe("a filter in the address", () => {
  it("comes back as it was written, and leaves the rest alone", () => {
    const search = writeFilter(new URLSearchParams("tab=sankey&segment=old"), {
      channel: "phone",
      from: "2026-01-01",
    });
    expect(search.toString()).toBe("tab=sankey&channel=phone&from=2026-01-01");
    expect(readFilter(search)).toEqual({ channel: "phone", from: "2026-01-01" });
  });
});

describe("periods", () => {
  it.each([
    ["last7", { from: "2026-02-26", to: "2026-03-04" }],
    ["month", { from: "2026-03-01", to: "2026-03-04" }],
    ["previousMonth", { from: "2026-02-01", to: "2026-02-28" }],
  ] as const)("%s", (preset, period) => expect(presetPeriod(preset, "2026-03-04")).toEqual(period));
  it("cross years", () => expect(addDays("2026-01-01", -1)).toBe("2025-12-31"));
  it("are days of the workspace's zone", () =>
    expect(dayIn("Pacific/Auckland", new Date("2026-03-04T20:00:00Z"))).toBe("2026-03-05"));
});
