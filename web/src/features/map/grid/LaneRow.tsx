// SPDX-License-Identifier: Apache-2.0
import { ActionIcon } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { memo } from "react";
import { useT } from "@/lang";
import type { Column } from "../numbers/columns";
import { yOf } from "../numbers/curve";
import { isFigure, type Lane } from "../numbers/lanes";
import type { CardLane } from "../state/items";
import { useTools } from "../state/tools";
import type { Numbers } from "../state/useNumbers";
import { CardsCell } from "./cells/CardsCell";
import { EmotionCell, faces } from "./cells/EmotionCell";
import { ImportanceCell } from "./cells/ImportanceCell";
import { PerformanceCell } from "./cells/PerformanceCell";
import { None, Waiting } from "./cells/parts";
import { ReachCell } from "./cells/ReachCell";
import { TimeCell } from "./cells/TimeCell";
import { Curve, personaLooks } from "./EmotionLane";
import emotion from "./EmotionLane.module.css";
import classes from "./Grid.module.css";
import { frame, laneHeights } from "./measures";
import { Row } from "./Row";

interface LaneRowProps {
  lane: Lane;
  /** Rows count from 0 below the steps. */
  row: number;
  columns: readonly Column[];
  numbers: Numbers;
  editable: boolean;
  outside: ReadonlySet<string>;
  personaTitles: ReadonlyMap<string, string>;
  /** Personas with a line of their own on the curve, and the one that stands out, "" for none. */
  personas: readonly string[];
  persona: string;
}

/** One lane: its name at the left, a cell for each column. */
export const LaneRow = memo(function LaneRow({
  lane,
  row,
  columns,
  numbers,
  editable,
  outside,
  personaTitles,
  personas,
  persona,
}: LaneRowProps) {
  const isEmotion = lane === "emotion";
  const firstOf = (i: number) => {
    const [before, here] = [columns[i - 1], columns[i]];
    if (i === 0 || before?.phase !== here?.phase) return "phase";
    return before?.stage !== here?.stage ? "stage" : undefined;
  };
  return (
    <>
      {lane === "frontstage" && <Blueprint line="interaction" />}
      {lane === "backstage" && <Blueprint line="visibility" />}
      <Row
        className={`${classes.row} ${classes.lane}`}
        index={row + 4}
        style={
          isEmotion
            ? { height: laneHeights.emotion }
            : numbers.card
              ? undefined
              : { minHeight: laneHeights[lane] }
        }
      >
        <Label
          lane={lane}
          personas={personas}
          persona={persona}
          personaTitles={personaTitles}
          numbers={numbers}
        />
        {isEmotion && (
          <Curve
            columns={columns}
            numbers={numbers}
            personas={personas}
            persona={persona}
            editable={editable}
          />
        )}
        {columns.map((column, i) => (
          <div
            key={column.key}
            className={classes.cell}
            role="gridcell"
            aria-colindex={i + 2}
            tabIndex={-1}
            data-r={row + 3}
            data-c={i}
            data-lane={lane}
            data-step={column.step?.id}
            data-first={firstOf(i)}
            data-outside={(isFigure(lane) && outside.has(column.key)) || undefined}
          >
            <Cell lane={lane} column={column} numbers={numbers} editable={editable} />
          </div>
        ))}
      </Row>
    </>
  );
});

function Blueprint({ line }: { line: "interaction" | "visibility" }) {
  const t = useT();
  return (
    <div className={classes.blueprint} role="presentation">
      <span>{t(`map.line.${line}`)}</span>
    </div>
  );
}

interface CellProps {
  lane: Lane;
  column: Column;
  numbers: Numbers;
  editable: boolean;
}

/** What stands in a cell, by its lane. */
const Cell = memo(function Cell({ lane, column, numbers, editable }: CellProps) {
  const tools = useTools();
  const { step, other } = column;
  const comparing = numbers.against !== undefined;
  const row = step && numbers.rows.get(step.id);
  const theirs = numbers.against?.rows.get(other?.id ?? step?.id ?? "");
  const differs = step && numbers.against?.of.get(step.id);
  if (!isFigure(lane)) {
    if (!step) return other ? <CardsCell step={other} lane={lane as CardLane} editable={false} /> : null;
    return (
      <CardsCell
        step={step}
        lane={lane as CardLane}
        editable={editable && tools.mayEdit(step)}
        other={other}
        comparing={comparing}
      />
    );
  }
  if (!step) return null;
  if (lane === "emotion") {
    const may = editable && tools.mayEdit(step);
    return <EmotionCell step={step} row={row} differs={differs} editable={may} />;
  }
  if (lane === "importance") return <ImportanceCell step={step} row={row} />;
  if (!row) return numbers.card || numbers.failed ? <None /> : <Waiting />;
  const figures = { row, other: theirs, differs, comparing };
  if (lane === "reach") return <ReachCell {...figures} />;
  if (lane === "time") return <TimeCell {...figures} />;
  return <PerformanceCell {...figures} step={step} />;
});

interface LabelProps {
  lane: Lane;
  personas: readonly string[];
  persona: string;
  personaTitles: ReadonlyMap<string, string>;
  numbers: Numbers;
}

const Label = memo(function Label({ lane, personas, persona, personaTitles, numbers }: LabelProps) {
  const t = useT();
  const tools = useTools();
  return (
    <div className={classes.label} role="rowheader" tabIndex={-1} aria-colindex={1}>
      <div className={classes.laneName}>
        {t(`map.lane.${lane}`)}
        <ActionIcon
          className={classes.laneMenu}
          size={20}
          tabIndex={-1}
          aria-label={t("map.laneMenu", { lane: t(`map.lane.${lane}`) })}
          onClick={(e) => {
            const box = e.currentTarget.getBoundingClientRect();
            tools.ui.write({ menu: { x: box.left, y: box.bottom, of: { kind: "lane", lane } } });
          }}
        >
          <IconDots size={14} stroke={1.6} />
        </ActionIcon>
      </div>
      {lane === "emotion" && (
        <>
          <div className={classes.laneNote}>
            <Legend
              className={emotion.stated}
              text={t("map.emotion.statedLine")}
              lit={persona ? false : undefined}
            />
            {[...numbers.rows.values()].some((r) => r.emotion) && (
              <Legend className={emotion.measured} text={t("map.emotion.measuredLine")} />
            )}
            {personas.map((id, i) => (
              <Legend
                key={id}
                className={emotion.persona}
                look={id === persona ? { stroke: personaLooks[i]?.stroke } : personaLooks[i]}
                lit={persona ? id === persona : undefined}
                text={personaTitles.get(id) ?? id}
              />
            ))}
          </div>
          <div className={emotion.faces} aria-hidden>
            {faces.map(([valence, Face]) =>
              valence % 2 === 0 ? (
                <Face key={valence} size={16} stroke={1.5} style={{ top: yOf(frame, valence) }} />
              ) : null,
            )}
          </div>
        </>
      )}
      {(lane === "reach" || lane === "time" || lane === "performance") && (
        <div className={classes.laneNote}>{t(`map.note.${lane}`)}</div>
      )}
    </div>
  );
});

interface LegendProps {
  className?: string;
  look?: React.CSSProperties;
  text: string;
  /** Whether the line stands out, or steps back; undefined: neither. */
  lit?: boolean;
}

function Legend({ className, look, text, lit }: LegendProps) {
  return (
    <span className={emotion.legend}>
      <svg width={18} height={6} aria-hidden>
        <path className={className} style={look} data-lit={lit} d="M0 3H18" />
      </svg>
      <span title={text}>{text.split(",")[0]}</span>
    </span>
  );
}
