// SPDX-License-Identifier: Apache-2.0
// The periods in which things are counted by hand: days, weeks (Monday first,
// as ISO numbers them) and months. Pure; a date is its "2026-02-03".

export type Every = "day" | "week" | "month";

export interface Period {
  /** As the API names it: 2026-02-03, 2026-W05 or 2026-02. */
  id: string;
  /** Its first day. */
  first: string;
}

const day = 86_400_000;
const dateOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const two = (n: number) => String(n).padStart(2, "0");

/** The Monday of a date's week, in milliseconds. */
const monday = (ms: number) => ms - ((new Date(ms).getUTCDay() + 6) % 7) * day;

/** 2026-02-03 → 2026-W06. */
function weekId(ms: number): string {
  const thursday = monday(ms) + 3 * day;
  const year = new Date(thursday).getUTCFullYear();
  const week = Math.floor((thursday - Date.UTC(year, 0, 1)) / (7 * day)) + 1;
  return `${year}-W${two(week)}`;
}

/** The period in which a date is. */
export function periodOf(date: string, every: Every): Period {
  const ms = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
  if (every === "day") return { id: dateOf(ms), first: dateOf(ms) };
  if (every === "week") return { id: weekId(ms), first: dateOf(monday(ms)) };
  const at = new Date(ms);
  const id = `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}`;
  return { id, first: `${id}-01` };
}

/** Some periods up to the one of a date; back moves them into the past. */
export function periodsTo(date: string, every: Every, count: number, back = 0): Period[] {
  const last = Date.parse(`${periodOf(date, every).first}T00:00:00Z`);
  return Array.from({ length: count }, (_, i) => {
    const ago = count - 1 - i + back;
    if (every === "month") {
      const at = new Date(last);
      return periodOf(dateOf(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - ago, 1)), every);
    }
    return periodOf(dateOf(last - ago * day * (every === "week" ? 7 : 1)), every);
  });
}

/** The id of the period from one day to another, "" where it is none of ours (a quarter, a year). */
export function idOf(from: string, to: string): string {
  const span = Math.round(
    (Date.parse(`${to.slice(0, 10)}T00:00:00Z`) - Date.parse(`${from.slice(0, 10)}T00:00:00Z`)) / day,
  );
  for (const every of ["day", "week", "month"] as const) {
    const fits = every === "day" ? span === 1 : every === "week" ? span === 7 : span >= 28 && span <= 31;
    const period = periodOf(from, every);
    if (fits && period.first === from.slice(0, 10)) return period.id;
  }
  return "";
}

/** What somebody typed as a count, as their language writes numbers; null is no count. */
export function countIn(text: string, locale: string): number | null {
  const parts = new Intl.NumberFormat(locale).formatToParts(12345.6);
  const sign = (type: string) => parts.find((p) => p.type === type)?.value ?? "";
  const [group, decimal] = [sign("group"), sign("decimal")];
  const plain = text
    .replace(/[\s\u00a0\u202f'’]/g, "")
    .replaceAll(group.trim() || " ", "")
    .replace(decimal, ".");
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
}
