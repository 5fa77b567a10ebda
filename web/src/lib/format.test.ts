// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { formats, shareDigits, splitDuration } from "./format";

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");
const en = formats("en-GB", "Europe/Paris");
const fr = formats("fr-FR", "Europe/Paris");

describe("lengths of time", () => {
  it.each([
    [0, "0s"],
    [59, "59s"],
    [60, "1m"],
    [3599.7, "1h"],
    [11_520, "3h 12m"],
    [86_400 * 2 + 3600 * 5, "2d 5h"],
    [86_400 * 45, "45d"],
    [-90, "−1m 30s"],
  ])("%d s is %s", (seconds, text) => expect(plain(en.duration(seconds))).toBe(text));

  it("never writes sixty of a smaller unit", () => {
    for (let s = 1; s < 200_000; s += 37) {
      const rest = splitDuration(s)[1];
      if (rest) expect(rest[0]).toBeLessThan(rest[1] === "hour" ? 24 : 60);
    }
  });
});

describe("shares", () => {
  it.each([
    [0, 0],
    [0.0004, 2],
    [0.012, 1],
    [0.5, 1],
    [1, 0],
  ])("%d has %d digits", (share, digits) => expect(shareDigits(share)).toBe(digits));

  it("are written as the reader writes them", () => {
    expect(en.percent(0.1234)).toBe("12.3%");
    expect(plain(fr.percent(0.1234))).toBe("12,3 %");
    expect(plain(en.points(0.012))).toBe("+1.2 pp");
  });
});

describe("values", () => {
  it("writes what is not known as a dash, and zero as zero", () => {
    expect(en.value(null, "percent")).toBe("–");
    expect(en.value(undefined, "duration")).toBe("–");
    expect(en.value(0, "number")).toBe("0");
  });
  it("signs differences on demand", () => {
    expect(en.value(3, "number", true)).toBe("+3");
    expect(en.value(-3, "number", true)).toBe("−3");
  });
});

describe("moments", () => {
  it("are in the workspace's zone", () =>
    expect(en.dateTime("2026-03-31T22:30:00Z")).toBe("1 Apr 2026, 00:30"));
  it("but a day is that day everywhere", () =>
    expect(formats("en-GB", "America/Los_Angeles").date("2026-04-01")).toBe("1 Apr 2026"));
  it("can be told from now", () => {
    const now = "2026-04-10T12:00:00Z";
    expect(en.relative("2026-04-07T12:00:00Z", now)).toBe("3 days ago");
    expect(en.relative("2026-04-10T11:59:30Z", now)).toBe("now");
    expect(fr.relative("2026-04-10T10:00:00Z", now)).toBe("il y a 2 heures");
  });
});
