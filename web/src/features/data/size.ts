// SPDX-License-Identifier: Apache-2.0

const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** A number of bytes as people write it: 244 kB. */
export function sizeOf(bytes: number, locale: string): string {
  const power = Math.min(3, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: units[power],
    maximumFractionDigits: power > 1 ? 1 : 0,
  }).format(bytes / 1000 ** power);
}
