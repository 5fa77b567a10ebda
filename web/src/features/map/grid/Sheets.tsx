// SPDX-License-Identifier: Apache-2.0
import { DndContext } from "@dnd-kit/core";
import type { CSSProperties } from "react";
import { useT } from "@/lang";
import type { Column } from "../numbers/columns";
import { isFigure, type Lane } from "../numbers/lanes";
import { type CardLane, itemsOf } from "../state/items";
import type { Numbers } from "../state/useNumbers";
import grid from "./Grid.module.css";
import { Header } from "./Header";
import { LaneRow } from "./LaneRow";
import { columnWidth, labelWidth } from "./measures";
import classes from "./Sheets.module.css";
import { sheetsOf, usePrinting } from "./sheetColumns";

interface SheetsProps {
  title: string;
  /** What the map is of: version, filter, when, how many. */
  about: readonly string[];
  columns: readonly Column[];
  lanes: readonly Lane[];
  numbers: Numbers;
  outside: ReadonlySet<string>;
  personaTitles: ReadonlyMap<string, string>;
  personas: readonly string[];
  persona: string;
}

/** The map on paper: as many columns a sheet as can be read, and their heads on every page. */
export function Sheets(props: SheetsProps) {
  if (!usePrinting()) return null;
  const sheets = sheetsOf(props.columns);
  return (
    <DndContext>
      {sheets.map((columns, i) => (
        <Sheet
          key={columns[0]?.key}
          {...props}
          columns={columns}
          part={sheets.length > 1 ? `${i + 1}/${sheets.length}` : ""}
        />
      ))}
    </DndContext>
  );
}

/** Whether a lane says anything about some columns: paper needs no room to add to. */
const says =
  (columns: readonly Column[]) =>
  (lane: Lane): boolean =>
    isFigure(lane) ||
    columns.some(({ step, other }) =>
      [step, other].some((s) => s && itemsOf(s, lane as CardLane).length > 0),
    );

function Sheet({
  title,
  about,
  columns,
  lanes,
  numbers,
  outside,
  personaTitles,
  personas,
  persona,
  part,
}: SheetsProps & { part: string }) {
  const t = useT();
  const style = {
    "--columns": columns.length,
    "--col": `${columnWidth}px`,
    "--label": `${labelWidth}px`,
  } as CSSProperties;
  return (
    <section className={classes.sheet} style={style}>
      <div className={classes.heads}>
        <p className={classes.about}>
          <strong>{title}</strong>
          {about.map((words) => (
            <span key={words}>{words}</span>
          ))}
          {part && <span className={classes.part}>{t("map.sheet", { part })}</span>}
        </p>
        <Header
          columns={columns}
          selected=""
          editable={false}
          comparing={numbers.against !== undefined}
          outside={outside}
        />
      </div>
      <div className={grid.printed}>
        {lanes.filter(says(columns)).map((lane, row) => (
          <LaneRow
            key={lane}
            lane={lane}
            row={row}
            columns={columns}
            numbers={numbers}
            editable={false}
            outside={outside}
            personaTitles={personaTitles}
            personas={personas}
            persona={persona}
          />
        ))}
      </div>
    </section>
  );
}
