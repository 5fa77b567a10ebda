// SPDX-License-Identifier: Apache-2.0
import type { CountedStep, CountedVolume } from "@/api/generated";
import { idOf } from "./periods";

/** One line of the table: a step, with the channel and unit in which it is counted. */
export interface CountRow {
  key: string;
  step: CountedStep;
  channel: string;
  unit: string;
  /** Period → what was counted. */
  counts: Map<string, CountedVolume>;
}

/** The lines of the table: each step, and each other channel or unit in which somebody counted it. */
export function rowsOf(steps: readonly CountedStep[], volumes: readonly CountedVolume[]): CountRow[] {
  return steps.flatMap((step) => {
    const rows = new Map<string, CountRow>();
    const row = (channel: string, unit: string) => {
      const key = `${step.step}/${channel}/${unit}`;
      const found = rows.get(key) ?? { key, step, channel, unit, counts: new Map() };
      rows.set(key, found);
      return found;
    };
    row("", step.unit);
    for (const volume of volumes) {
      const period = volume.step === step.step ? idOf(volume.from, volume.to) : "";
      if (period) row(volume.channel ?? "", volume.unit).counts.set(period, volume);
    }
    return [...rows.values()];
  });
}
