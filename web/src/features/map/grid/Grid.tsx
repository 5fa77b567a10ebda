// SPDX-License-Identifier: Apache-2.0
import { type CSSProperties, memo, useCallback, useEffect, useRef } from "react";
import { useT } from "@/lang";
import type { Column } from "../numbers/columns";
import type { Lane } from "../numbers/lanes";
import { useTools } from "../state/tools";
import type { Numbers } from "../state/useNumbers";
import classes from "./Grid.module.css";
import { Header } from "./Header";
import { LaneRow } from "./LaneRow";
import { columnWidth, labelWidth } from "./measures";
import { Tips } from "./Tips";
import { useGridKeys } from "./useGridKeys";

interface GridProps {
  title: string;
  columns: readonly Column[];
  lanes: readonly Lane[];
  numbers: Numbers;
  /** The numbers are being replaced. */
  stale: boolean;
  selected: string;
  /** Whether any step may be changed, and whether the order may. */
  editable: boolean;
  arrange: boolean;
  zoom: number;
  outside: ReadonlySet<string>;
  personaTitles: ReadonlyMap<string, string>;
  personas: readonly string[];
  persona: string;
}

/** The map: steps as columns, lanes as rows. */
export const Grid = memo(function Grid(props: GridProps) {
  const { title, columns, lanes, numbers, stale, selected, editable, arrange, zoom, outside } = props;
  const { personaTitles, personas, persona } = props;
  const t = useT();
  const tools = useTools();
  const grid = useRef<HTMLDivElement>(null);
  const keys = useGridKeys(grid, tools);
  const at = columns.findIndex((c) => c.step?.id === selected);
  // A step that is opened from elsewhere comes into sight.
  useEffect(() => {
    if (!selected) return;
    const cell = grid.current?.querySelector(`[data-r="1"][data-step="${CSS.escape(selected)}"]`);
    if (!cell || !grid.current) return;
    const show = () => cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    // The panel that opens takes room away.
    const watch = new ResizeObserver(show);
    watch.observe(grid.current);
    const timer = setTimeout(() => watch.disconnect(), 1_500);
    return () => {
      clearTimeout(timer);
      watch.disconnect();
    };
  }, [selected]);
  const style = {
    "--columns": columns.length,
    "--col": `${columnWidth}px`,
    "--label": `${labelWidth}px`,
    "--zoom": zoom,
  } as CSSProperties;
  const menu = useCallback(
    (event: React.MouseEvent) => {
      const of = (event.target as Element).closest<HTMLElement>("[data-stage], [data-step]");
      if (!of || (event.target as Element).closest("textarea, a[href]")) return;
      const { stage, phase, step } = of.dataset;
      event.preventDefault();
      const box = of.getBoundingClientRect();
      // The keyboard's menu key has no place of its own.
      const [x, y] =
        event.clientX || event.clientY ? [event.clientX, event.clientY] : [box.left + 12, box.bottom];
      if (step) tools.ui.write({ menu: { x, y, of: { kind: "step", step } } });
      else if (stage !== undefined && phase)
        tools.ui.write({ menu: { x, y, of: { kind: "stage", phase: phase as "before", stage } } });
    },
    [tools],
  );
  return (
    <div
      ref={grid}
      className={classes.scroller}
      role="grid"
      aria-label={t("map.grid", { title })}
      aria-colcount={columns.length + 1}
      aria-rowcount={lanes.length + 3}
      aria-readonly={!editable}
      data-columns={columns.length}
      aria-busy={stale}
      style={style}
      onFocus={keys.onFocus}
      onBlur={keys.onBlur}
      onKeyDown={keys.onKeyDown}
      onContextMenu={editable ? menu : undefined}
      onClick={(event) => {
        const head = (event.target as Element).closest<HTMLElement>("[role=columnheader][data-step]");
        const pressed = (event.target as Element).closest("button, textarea, a");
        if (head?.dataset.step && !pressed) tools.open(head.dataset.step);
      }}
      onDoubleClick={(event) => {
        const cell = (event.target as Element).closest<HTMLElement>("[role=gridcell], [data-step]");
        if (cell?.dataset.step && !(event.target as Element).closest("a, button, textarea"))
          keys.onDouble(cell);
      }}
    >
      <div className={classes.sheet}>
        {at >= 0 && <div className={classes.mark} style={{ "--at": at } as CSSProperties} />}
        <Header
          columns={columns}
          selected={selected}
          editable={arrange}
          comparing={numbers.against !== undefined}
          outside={outside}
        />
        {lanes.map((lane, row) => (
          <LaneRow
            key={lane}
            lane={lane}
            row={row}
            columns={columns}
            numbers={numbers}
            editable={editable}
            outside={outside}
            personaTitles={personaTitles}
            personas={personas}
            persona={persona}
          />
        ))}
      </div>
      <Tips within={grid} />
    </div>
  );
});
