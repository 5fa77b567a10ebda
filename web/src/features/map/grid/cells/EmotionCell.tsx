// SPDX-License-Identifier: Apache-2.0
import { UnstyledButton } from "@mantine/core";
import {
  type Icon,
  IconMoodAngry,
  IconMoodHappy,
  IconMoodNeutral,
  IconMoodSad,
  IconMoodSmile,
} from "@tabler/icons-react";
import { memo } from "react";
import { useFormat, useT } from "@/lang";
import { feelingOf, felt } from "../../document/forms";
import type { Step } from "../../document/types";
import { yOf } from "../../numbers/curve";
import type { Row, RowDifference } from "../../numbers/wire";
import { isEditing, useTools, useUi } from "../../state/tools";
import lane from "../EmotionLane.module.css";
import { frame } from "../measures";
import { moodOf } from "../moods";
import { tip } from "../Tips";
import { useAutofocus } from "../useAutofocus";
import { Differs } from "./Differs";
import { useHover } from "./parts";

export const faces: readonly [valence: number, Icon][] = [
  [2, IconMoodHappy],
  [1, IconMoodSmile],
  [0, IconMoodNeutral],
  [-1, IconMoodSad],
  [-2, IconMoodAngry],
];

interface EmotionCellProps {
  step: Step;
  row?: Row;
  differs?: RowDifference;
  editable: boolean;
}

/** The column below the curve: says what it shows, and takes another feeling. */
export const EmotionCell = memo(function EmotionCell({ step, row, differs, editable }: EmotionCellProps) {
  const t = useT();
  const format = useFormat();
  const editing = useUi((ui) => isEditing(ui.editing, { kind: "pick", step: step.id, lane: "emotion" }));
  const feeling = feelingOf(step.feeling);
  const basis = feeling?.basis ?? "hypothesis";
  const measured = useHover(
    t("map.emotion.measured", { value: format.value(row?.emotion?.value, "decimal", true) }),
    row?.emotion,
    "decimal",
  );
  const stated = feeling
    ? t("map.emotion.stated", {
        value: t(`map.emotion.of.${moodOf(feeling.valence)}`),
        basis: t(`map.basis.${basis}`),
      })
    : t("map.emotion.none");
  const lines = [step.title, feeling?.label, stated, ...(row?.emotion ? measured : [])];
  if (editing) return <Pick step={step} />;
  return (
    <div className={lane.cell} data-tip={tip(...lines, editable && t("map.emotion.how"))}>
      <span className="visually-hidden">{lines.filter(Boolean).join(", ")}</span>
      {differs?.emotion && (
        <div style={{ position: "absolute", left: 12, bottom: 2 }}>
          <Differs of={differs.emotion} kind="decimal" better="up" label={t("map.lane.emotion")} brief />
        </div>
      )}
    </div>
  );
});

/** Five faces at the heights of the scale. */
function Pick({ step }: { step: Step }) {
  const t = useT();
  const tools = useTools();
  const within = useAutofocus<HTMLDivElement>();
  const feeling = feelingOf(step.feeling);
  return (
    <div ref={within} className={lane.pick} role="group" aria-label={t("map.lane.emotion")}>
      {faces.map(([valence, Face]) => (
        <UnstyledButton
          key={valence}
          style={{ top: yOf(frame, valence) }}
          aria-label={t(`map.emotion.of.${moodOf(valence)}`)}
          aria-pressed={feeling?.valence === valence}
          data-autofocus={valence === (feeling?.valence ?? 0) || undefined}
          onClick={() => {
            const same = feeling?.valence === valence;
            tools.set(step.id, "feeling", same ? undefined : felt(feeling, valence));
            tools.ui.write({ editing: null });
          }}
        >
          <Face size={16} stroke={1.6} aria-hidden />
        </UnstyledButton>
      ))}
    </div>
  );
}
