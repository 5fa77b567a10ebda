// SPDX-License-Identifier: Apache-2.0
import { useT } from "@/lang";
import type { Feeling, Step } from "../document/types";
import { valenceAt, xOf, yOf } from "../numbers/curve";
import { useTools } from "../state/tools";
import classes from "./EmotionLane.module.css";
import { leave, lift, putDown } from "./lifting";
import { emotionHeight, frame } from "./measures";
import { moodOf } from "./moods";
import { tip } from "./Tips";

interface FeelingPointProps {
  step: Step;
  feeling: Feeling;
  column: number;
  editable: boolean;
  lifted: boolean;
  quiet: boolean;
}

/** A stated feeling; whoever may edit the step drags it up and down. */
export function FeelingPoint({ step, feeling, column, editable, lifted, quiet }: FeelingPointProps) {
  const t = useT();
  const tools = useTools();
  const may = editable && tools.mayEdit(step);
  const [x, y] = [xOf(frame, column), yOf(frame, feeling.valence)];
  const drag = (event: React.PointerEvent<SVGCircleElement>) => {
    const svg = event.currentTarget.ownerSVGElement;
    if (!svg || event.buttons !== 1) return;
    const box = svg.getBoundingClientRect();
    lift(tools, t, step.id, valenceAt(frame, ((event.clientY - box.top) / box.height) * emotionHeight));
  };
  const word = lifted ? t(`map.emotion.of.${moodOf(feeling.valence)}`) : feeling.label;
  return (
    <>
      {lifted && <line className={classes.rail} x1={x} x2={x} y1={yOf(frame, 2)} y2={yOf(frame, -2)} />}
      <circle
        className={classes.point}
        cx={x}
        cy={y}
        r={lifted ? 7 : 5}
        data-basis={feeling.basis}
        data-lit={quiet ? false : undefined}
        data-lifted={lifted || undefined}
      />
      {may && (
        <circle
          className={classes.grip}
          cx={x}
          cy={y}
          r={12}
          data-drag
          data-tip={tip(step.title, feeling.label, t("map.emotion.how"))}
          onPointerDown={(e) => {
            e.currentTarget.setPointerCapture(e.pointerId);
            drag(e);
          }}
          onPointerMove={drag}
          onPointerUp={() => putDown(tools, t)}
          onPointerCancel={() => leave(tools, t)}
        />
      )}
      {word && (
        <text className={classes.word} x={x} y={feeling.valence >= 0 ? y - 11 : y + 20}>
          {word}
        </text>
      )}
    </>
  );
}
