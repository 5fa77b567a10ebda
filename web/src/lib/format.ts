// SPDX-License-Identifier: Apache-2.0
// How numbers, shares, lengths of time and moments are written. Pure: the
// locale and the zone are given, "now" too where it matters.

/** Figures have a kind; it decides how they are written. */
export type Kind = "number" | "percent" | "points" | "score" | "duration" | "money" | "decimal";

export type Moment = string | number | Date;

export interface Formats {
  locale: string;
  zone: string | undefined;
  number: (n: number) => string;
  /** 12 300 → "12K": for narrow places, with the full number beside it or on hover. */
  compact: (n: number) => string;
  /** A share 0…1, as "12.3 %": as many digits as it bears. */
  percent: (share: number) => string;
  /** A difference of shares, as "+1.2 pp". */
  points: (difference: number) => string;
  /** A score, with one digit, or two on scales of five. */
  decimal: (n: number, digits?: number) => string;
  /** Seconds, as "3h 12m": the two largest units. */
  duration: (seconds: number) => string;
  date: (at: Moment) => string;
  /** A day without the year, for axes. */
  day: (at: Moment) => string;
  time: (at: Moment) => string;
  dateTime: (at: Moment) => string;
  /** "3 days ago", in the largest unit that fits. */
  relative: (at: Moment, now?: Moment) => string;
  list: (items: readonly string[]) => string;
  /** A value of a kind; null is an en dash. signed writes a plus. */
  value: (value: number | null | undefined, kind: Kind, signed?: boolean) => string;
}

/** A day "2026-01-31" has no time of day: it is that day in every zone. */
const dayOnly = /^\d{4}-\d{2}-\d{2}$/;

const units: [name: "year" | "day" | "hour" | "minute" | "second", seconds: number][] = [
  ["year", 31_557_600],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];

const relativeUnits: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** Splits seconds into its two largest units: 11 520 → [3 hour, 12 minute]. */
export function splitDuration(seconds: number): [number, (typeof units)[number][0]][] {
  const rounded = Math.round(Math.abs(seconds));
  const first = units.findIndex(([, size]) => rounded >= size);
  const at = first < 0 ? units.length - 1 : first;
  const [name, size] = units[at] ?? ["second", 1];
  const next = units[at + 1];
  if (!next) return [[rounded, name]];
  let whole = Math.floor(rounded / size);
  let rest = Math.round((rounded - whole * size) / next[1]);
  // 59 min 59.7 s rounds to an hour, not to 60 minutes.
  if (rest * next[1] >= size) {
    whole += 1;
    rest = 0;
  }
  return rest === 0 || whole >= 10
    ? [[rest * next[1] * 2 >= size ? whole + 1 : whole, name]]
    : [
        [whole, name],
        [rest, next[0]],
      ];
}

/** How many digits a share bears: small ones more, so that 0.04 % is not 0 %. */
export function shareDigits(share: number): number {
  const percent = Math.abs(share) * 100;
  if (percent === 0 || percent >= 99.95) return 0;
  if (percent >= 10) return 1;
  return percent >= 0.1 ? 1 : 2;
}

export function formats(locale: string, zone?: string): Formats {
  const numbers = new Map<string, Intl.NumberFormat>();
  const written = (n: number, options: Intl.NumberFormatOptions) => {
    const key = JSON.stringify(options);
    let format = numbers.get(key);
    if (!format) {
      format = new Intl.NumberFormat(locale, options);
      numbers.set(key, format);
    }
    return format.format(n).replace("-", "−");
  };
  const moments = new Map<string, Intl.DateTimeFormat>();
  const moment = (at: Moment, options: Intl.DateTimeFormatOptions) => {
    const timeZone = typeof at === "string" && dayOnly.test(at) ? "UTC" : zone;
    const key = JSON.stringify([options, timeZone]);
    let format = moments.get(key);
    if (!format) {
      format = new Intl.DateTimeFormat(locale, { ...options, timeZone });
      moments.set(key, format);
    }
    return format.format(new Date(at));
  };
  const relatives = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const lists = new Intl.ListFormat(locale);

  const number = (n: number) => written(n, { maximumFractionDigits: 0 });
  const percent = (share: number) => {
    const digits = shareDigits(share);
    return written(share, { style: "percent", maximumFractionDigits: digits });
  };
  const points = (difference: number) =>
    `${written(difference * 100, { maximumFractionDigits: 1, signDisplay: "exceptZero" })}\u00a0pp`;
  const decimal = (n: number, digits = 1) =>
    written(n, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const duration = (seconds: number) => {
    const parts = splitDuration(seconds);
    const sign = seconds < 0 ? "−" : "";
    return (
      sign + parts.map(([n, unit]) => written(n, { style: "unit", unit, unitDisplay: "narrow" })).join(" ")
    );
  };
  const value: Formats["value"] = (v, kind, signed = false) => {
    if (v === null || v === undefined || Number.isNaN(v)) return "–";
    const plus = signed && v > 0 && kind !== "points" ? "+" : "";
    switch (kind) {
      case "percent":
        return plus + percent(v);
      case "points":
        return points(v);
      case "duration":
        return plus + duration(v);
      case "score":
        return plus + decimal(v, Math.abs(v) < 10 ? 2 : 0);
      case "decimal":
        return plus + decimal(v, 1);
      default:
        return plus + number(v);
    }
  };
  return {
    locale,
    zone,
    number,
    compact: (n) => written(n, { notation: "compact", maximumFractionDigits: 1 }),
    percent,
    points,
    decimal,
    duration,
    date: (at) => moment(at, { dateStyle: "medium" }),
    day: (at) => moment(at, { day: "numeric", month: "short" }),
    time: (at) => moment(at, { timeStyle: "short" }),
    dateTime: (at) => moment(at, { dateStyle: "medium", timeStyle: "short" }),
    relative: (at, now = Date.now()) => {
      const seconds = (new Date(at).getTime() - new Date(now).getTime()) / 1000;
      const [unit, size] = relativeUnits.find(([, s]) => Math.abs(seconds) >= s) ?? ["second", 1];
      return relatives.format(unit === "second" ? 0 : Math.round(seconds / size), unit);
    },
    list: (items) => lists.format(items),
    value,
  };
}
