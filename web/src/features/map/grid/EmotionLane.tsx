// SPDX-License-Identifier: Apache-2.0
import { memo } from "react";
import { useT } from "@/lang";
import { feelingOf, felt } from "../document/forms";
import type { Step } from "../document/types";
import type { Column } from "../numbers/columns";
import { type Frame, pathOf, runsOf, valenceAt, xOf, yOf } from "../numbers/curve";
import type { Row } from "../numbers/wire";
import { useTools } from "../state/tools";
import type { Numbers } from "../state/useNumbers";
import classes from "./EmotionLane.module.css";
import { columnWidth, emotionHeight } from "./measures";

export const frame: Frame = { column: columnWidth, height: emotionHeight, margin: 26 };

/** Colours and dashes by which personas are told apart. */
export const personaLooks = [
  { stroke: "var(--w-during)", strokeDasharray: "1 3" },
  { stroke: "var(--w-after)", strokeDasharray: "6 3" },
  { stroke: "var(--w-star)", strokeDasharray: "2 2" },
] as const;

/** Personas that feel otherwise somewhere, in order of their first appearance. */
export function personasOf(steps: readonly (Step | undefined)[]): string[] {
  const ids = new Set<string>();
  for (const step of steps)
    for (const id of Object.keys(feelingOf(step?.feeling)?.personas ?? {})) ids.add(id);
  return [...ids].slice(0, personaLooks.length);
}

const plain = (value: number | undefined) => (value === undefined ? undefined : { value });

function measuredOf(row: Row | undefined) {
  const e = row?.emotion;
  return e && e.n > 0 ? { value: e.value, lo: e.lo, hi: e.hi } : undefined;
}

interface CurveProps {
  columns: readonly Column[];
  numbers: Numbers;
  personas: readonly string[];
  editable: boolean;
}

/** The lines across all columns: stated, measured with intervals, and of personas. */
export const Curve = memo(function Curve({ columns, numbers, personas, editable }: CurveProps) {
  const width = columns.length * columnWidth;
  const feelings = columns.map((c) => feelingOf(c.step?.feeling));
  const stated = runsOf(feelings.map((f) => plain(f?.valence)));
  const measured = runsOf(columns.map((c) => measuredOf(numbers.rows.get(c.step?.id ?? ""))));
  const against = numbers.against;
  const others = against
    ? runsOf(columns.map((c) => measuredOf(against.rows.get(c.other?.id ?? c.step?.id ?? ""))))
    : [];
  const othersStated = columns.some((c) => c.pairing)
    ? runsOf(columns.map((c) => plain(feelingOf(c.other?.feeling)?.valence)))
    : [];
  return (
    <svg className={classes.curve} width={width} height={emotionHeight} aria-hidden>
      {[2, 1, 0, -1, -2].map((v) => (
        <line
          key={v}
          className={v === 0 ? classes.zero : classes.grid}
          x1={0}
          x2={width}
          y1={yOf(frame, v)}
          y2={yOf(frame, v)}
        />
      ))}
      {personas.map((id, i) => (
        <g key={id}>
          {runsOf(feelings.map((f) => plain(feelingOf(f?.personas?.[id])?.valence ?? f?.valence))).map(
            (run) => (
              <path
                key={run[0]?.column}
                className={classes.persona}
                style={personaLooks[i]}
                d={pathOf(frame, run)}
              />
            ),
          )}
        </g>
      ))}
      {[...othersStated, ...others].map((run, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: runs have no name
        <path key={i} className={classes.other} d={pathOf(frame, run)} />
      ))}
      {others.flat().map((p) => (
        <circle
          key={p.column}
          cx={xOf(frame, p.column)}
          cy={yOf(frame, p.value)}
          r={3}
          fill="var(--w-faint)"
        />
      ))}
      {stated.map((run) => (
        <path key={run[0]?.column} className={classes.stated} d={pathOf(frame, run)} />
      ))}
      {measured.map((run) => (
        <path key={run[0]?.column} className={classes.measured} d={pathOf(frame, run)} />
      ))}
      {stated.flat().map((p) => {
        const step = columns[p.column]?.step;
        return step ? <Stated key={p.column} step={step} column={p.column} editable={editable} /> : null;
      })}
      {measured.flat().map((p) => (
        <g key={p.column}>
          {p.lo != null && p.hi != null && (
            <line
              className={classes.whisker}
              x1={xOf(frame, p.column) + 12}
              x2={xOf(frame, p.column) + 12}
              y1={yOf(frame, p.lo)}
              y2={yOf(frame, p.hi)}
            />
          )}
          <rect
            className={classes.square}
            x={xOf(frame, p.column) + 8}
            y={yOf(frame, p.value) - 4}
            width={8}
            height={8}
            rx={1}
          />
        </g>
      ))}
    </svg>
  );
});

/** A stated feeling; whoever may edit the step drags it up and down. */
function Stated({ step, column, editable }: { step: Step; column: number; editable: boolean }) {
  const t = useT();
  const tools = useTools();
  const feeling = feelingOf(step.feeling);
  if (!feeling) return null;
  const may = editable && tools.mayEdit(step);
  const [x, y] = [xOf(frame, column), yOf(frame, feeling.valence)];
  const drag = (event: React.PointerEvent<SVGCircleElement>) => {
    const svg = event.currentTarget.ownerSVGElement;
    if (!svg || event.buttons !== 1) return;
    const box = svg.getBoundingClientRect();
    const to = valenceAt(frame, ((event.clientY - box.top) / box.height) * emotionHeight);
    if (to !== feeling.valence) tools.set(step.id, "feeling", felt(feeling, to));
  };
  return (
    <>
      <circle
        className={classes.point}
        cx={x}
        cy={y}
        r={5}
        data-basis={feeling.basis}
        data-drag={may || undefined}
        onPointerDown={may ? (e) => e.currentTarget.setPointerCapture(e.pointerId) : undefined}
        onPointerMove={may ? drag : undefined}
      >
        {may && <title>{t("map.emotion.drag")}</title>}
      </circle>
      {feeling.label && (
        <text className={classes.word} x={x} y={feeling.valence >= 0 ? y - 11 : y + 20}>
          {feeling.label}
        </text>
      )}
    </>
  );
}
