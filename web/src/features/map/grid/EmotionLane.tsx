// SPDX-License-Identifier: Apache-2.0
import { memo } from "react";
import { feelingOf } from "../document/forms";
import type { Step } from "../document/types";
import type { Column } from "../numbers/columns";
import { pathOf, runsOf, xOf, yOf } from "../numbers/curve";
import type { Row } from "../numbers/wire";
import { useUi } from "../state/tools";
import type { Numbers } from "../state/useNumbers";
import classes from "./EmotionLane.module.css";
import { FeelingPoint } from "./FeelingPoint";
import { columnWidth, emotionHeight, frame } from "./measures";
import { PersonaLine } from "./PersonaLine";

/** Colours and dashes by which personas are told apart. */
export const personaLooks = [
  { stroke: "var(--w-during)", strokeDasharray: "1 3" },
  { stroke: "var(--w-after)", strokeDasharray: "6 3" },
  { stroke: "var(--w-star)", strokeDasharray: "2 2" },
] as const;

/** Personas that feel otherwise somewhere, in order of their first appearance; the one asked for comes first. */
export function personasOf(steps: readonly Step[], first: string): string[] {
  const ids = new Set<string>(first ? [first] : []);
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
  /** The persona whose line stands out, "" for none. */
  persona: string;
  editable: boolean;
}

/** The lines across all columns: stated, measured with intervals, and of personas. */
export const Curve = memo(function Curve({ columns, numbers, personas, persona, editable }: CurveProps) {
  const width = columns.length * columnWidth;
  const lifted = useUi((ui) => ui.lifted);
  const feelings = columns.map(({ step }) => {
    const feeling = feelingOf(step?.feeling);
    return step && lifted?.step === step.id ? { ...feeling, valence: lifted.valence } : feeling;
  });
  const stated = runsOf(feelings.map((f) => plain(f?.valence)));
  const measured = runsOf(columns.map((c) => measuredOf(numbers.rows.get(c.step?.id ?? ""))));
  const against = numbers.against;
  const others = against
    ? runsOf(columns.map((c) => measuredOf(against.rows.get(c.other?.id ?? c.step?.id ?? ""))))
    : [];
  const othersStated = columns.some((c) => c.pairing)
    ? runsOf(columns.map((c) => plain(feelingOf(c.other?.feeling)?.valence)))
    : [];
  const lineOf = (id: string) => (
    <PersonaLine
      key={id}
      feelings={feelings}
      persona={id}
      look={personaLooks[personas.indexOf(id)]}
      lit={persona ? id === persona : undefined}
    />
  );
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
      {personas.map((id) => id !== persona && lineOf(id))}
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
        <path
          key={run[0]?.column}
          className={classes.stated}
          data-lit={persona ? false : undefined}
          d={pathOf(frame, run)}
        />
      ))}
      {persona && lineOf(persona)}
      {measured.map((run) => (
        <path key={run[0]?.column} className={classes.measured} d={pathOf(frame, run)} />
      ))}
      {stated.flat().map(({ column }) => {
        const [step, feeling] = [columns[column]?.step, feelings[column]];
        return (
          step &&
          feeling && (
            <FeelingPoint
              key={column}
              step={step}
              feeling={feeling}
              column={column}
              editable={editable}
              lifted={lifted?.step === step.id}
              quiet={persona !== ""}
            />
          )
        );
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
