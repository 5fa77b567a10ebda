// SPDX-License-Identifier: Apache-2.0
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconChartBar, IconTable } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useT } from "@/lang";
import { QuietLink } from "@/ui";
import classes from "./Frame.module.css";

export interface TableOf {
  head: readonly string[];
  rows: readonly (readonly (string | LinkedCell)[])[];
}

/** A number that leads to the customers behind it. */
export interface LinkedCell {
  text: string;
  to: string;
}

const textOf = (cell: string | LinkedCell | undefined) => (typeof cell === "object" ? cell.text : cell);

interface FrameProps {
  label: string;
  table: TableOf;
  /** What the colours stand for. */
  legend?: readonly { name: string; colour: string }[];
  children: ReactNode;
}

/** A chart with its legend, and the same numbers as a table for whoever cannot or would not look at it. */
export function Frame({ label, table, legend, children }: FrameProps) {
  const t = useT();
  const [asTable, setAsTable] = useState(false);
  const Shape = asTable ? IconChartBar : IconTable;
  const word = t(asTable ? "charts.chart" : "charts.table");
  return (
    <figure className={classes.frame} aria-label={label}>
      <div className={classes.top}>
        <ul className={classes.legend}>
          {legend?.map((l) => (
            <li key={l.name}>
              <span className={classes.swatch} style={{ background: l.colour }} aria-hidden />
              {l.name}
            </li>
          ))}
        </ul>
        <Tooltip label={word}>
          <ActionIcon size="sm" aria-label={word} onClick={() => setAsTable(!asTable)}>
            <Shape size={16} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </div>
      {asTable ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <div className={classes.scroller} tabIndex={0} role="region" aria-label={label}>
          <table className={classes.table}>
            <thead>
              <tr>
                {table.head.map((h) => (
                  <th key={h} scope="col">
                    {h}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.rows.map((row) => (
                <tr key={textOf(row[0])}>
                  {row.map((cell, i) =>
                    i === 0 ? (
                      <th key={table.head[i]} scope="row">
                        {textOf(cell)}
                      </th>
                    ) : (
                      <td key={table.head[i]}>
                        {typeof cell === "object" ? <QuietLink to={cell.to}>{cell.text}</QuietLink> : cell}
                      </td>
                    ),
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        children
      )}
    </figure>
  );
}
