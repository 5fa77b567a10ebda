// SPDX-License-Identifier: Apache-2.0
import { feelingOf } from "../document/forms";
import type { Feeling } from "../document/types";
import { pathOf, runsOf, xOf, yOf } from "../numbers/curve";
import classes from "./EmotionLane.module.css";
import { frame } from "./measures";

interface PersonaLineProps {
  feelings: readonly (Feeling | undefined)[];
  persona: string;
  look?: React.CSSProperties;
  /** Whether it stands out, or steps back; undefined: neither. */
  lit?: boolean;
}

/** How a persona feels: where nothing is said of them, as everybody. What stands out names where they differ. */
export function PersonaLine({ feelings, persona, look, lit }: PersonaLineProps) {
  const own = feelings.map((f) => feelingOf(f?.personas?.[persona]));
  const runs = runsOf(
    feelings.map((f, i) => {
      const value = own[i]?.valence ?? f?.valence;
      return value === undefined ? undefined : { value };
    }),
  );
  const style = lit ? { stroke: look?.stroke } : look;
  return (
    <g>
      {runs.map((run) => (
        <path
          key={run[0]?.column}
          className={classes.persona}
          style={style}
          data-lit={lit}
          d={pathOf(frame, run)}
        />
      ))}
      {lit &&
        own.map((f, column) => {
          if (!f) return null;
          const [x, y] = [xOf(frame, column), yOf(frame, f.valence)];
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a place for each column
            <g key={column}>
              <circle cx={x} cy={y} r={4} fill={look?.stroke} />
              <text className={classes.word} x={x} y={f.valence >= 0 ? y - 11 : y + 20}>
                {f.label}
              </text>
            </g>
          );
        })}
    </g>
  );
}
