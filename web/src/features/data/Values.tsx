// SPDX-License-Identifier: Apache-2.0
import { Tooltip } from "@mantine/core";
import classes from "./Values.module.css";

/** A value of JSON in a few words. */
export const textOf = (value: unknown): string =>
  typeof value === "string" ? value : (JSON.stringify(value) ?? "");

/** Properties or traits in one line, all of them on hover and for screen readers. */
export function Values({ of, shown = 4 }: { of: unknown; shown?: number }) {
  const all = typeof of === "object" && of !== null ? Object.entries(of) : [];
  if (all.length === 0) return "–";
  const line = (
    <span className={classes.values}>
      {all.slice(0, shown).map(([name, value]) => (
        <span key={name} className={classes.value}>
          <span className={classes.name}>{name}</span> {textOf(value)}
        </span>
      ))}
      {all.length > shown && <span className={classes.name}>+{all.length - shown}</span>}
    </span>
  );
  return (
    <Tooltip
      maw={420}
      label={
        <span className={classes.list}>
          {all.map(([name, value]) => (
            <span key={name}>
              {name}: {textOf(value)}
            </span>
          ))}
        </span>
      }
    >
      {line}
    </Tooltip>
  );
}
