// SPDX-License-Identifier: Apache-2.0
import { Link } from "react-router";
import classes from "./Heat.module.css";
import { type Hint, Spoken, useTip } from "./Tip";

export interface HeatCell {
  /** 0 … 1: how strong the colour is. */
  heat: number;
  text: string;
  hint: Hint;
  href?: string;
  /** Drawn apart: a period that is not over. */
  pale?: boolean;
}

export interface HeatHead {
  key: string;
  title: string;
  text?: string;
  colour?: string;
}

export interface HeatProps {
  label: string;
  /** What stands in the corner: what rows and columns are. */
  corner: string;
  rows: readonly HeatHead[];
  columns: readonly HeatHead[];
  /** null: nothing is known there; undefined: there cannot be anything. */
  cell: (row: HeatHead, column: HeatHead, r: number, c: number) => HeatCell | null | undefined;
  /** The heads of columns are long and stand upright. */
  upright?: boolean;
  /** The colour of the heat. */
  colour?: string;
}

/** A table whose cells are the warmer the more there is. */
export default function Heat({ label, corner, rows, columns, cell, upright = false, colour }: HeatProps) {
  const { tip, on } = useTip();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className={classes.scroller} tabIndex={0} role="region" aria-label={label}>
      <table
        className={classes.heat}
        aria-label={label}
        style={
          {
            "--heat": colour ?? "var(--w-accent)",
            // Cells grow into the room there is, but do not become bars.
            width: `min(100%, ${240 + columns.length * 92}px)`,
          } as React.CSSProperties
        }
      >
        <thead>
          <tr>
            <th scope="col">{corner}</th>
            {columns.map((c) => (
              <th key={c.key} scope="col" data-upright={upright || undefined} title={c.title}>
                <span className={classes.head}>
                  {c.colour && <i className={classes.dot} style={{ background: c.colour }} />}
                  <span className={classes.name}>{c.title}</span>
                </span>
                {c.text && <span className={classes.text}>{c.text}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, r) => (
            <tr key={row.key}>
              <th scope="row" title={row.title}>
                <span className={classes.head}>
                  {row.colour && <i className={classes.dot} style={{ background: row.colour }} />}
                  <span className={classes.name}>{row.title}</span>
                  {row.text && <span className={classes.text}>{row.text}</span>}
                </span>
              </th>
              {columns.map((column, c) => (
                <Cell key={column.key} of={cell(row, column, r, c)} on={on} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {tip}
    </div>
  );
}

interface CellProps {
  of: HeatCell | null | undefined;
  on: ReturnType<typeof useTip>["on"];
}

function Cell({ of, on }: CellProps) {
  if (!of) return <td className={classes.none}>{of === null ? "·" : ""}</td>;
  const style = { "--warmth": Math.min(1, Math.max(0, of.heat)).toFixed(3) } as React.CSSProperties;
  const props = { ...on(of.hint), className: classes.cell, style, "data-pale": of.pale || undefined };
  const content = (
    <>
      {of.text}
      <Spoken hint={of.hint} />
    </>
  );
  return (
    <td>
      {of.href ? (
        <Link to={of.href} {...props}>
          <span className="visually-hidden">{of.hint.title}: </span>
          {content}
        </Link>
      ) : (
        <span {...props}>{content}</span>
      )}
    </td>
  );
}
