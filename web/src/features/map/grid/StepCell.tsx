// SPDX-License-Identifier: Apache-2.0
import { useDraggable } from "@dnd-kit/core";
import { UnstyledButton } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { memo } from "react";
import { useT } from "@/lang";
import { isObserved } from "../document/places";
import type { Column } from "../numbers/columns";
import { useTools, useUi } from "../state/tools";
import type { Dragged } from "./drops";
import classes from "./Grid.module.css";
import { StepCard } from "./StepCard";
import card from "./StepCard.module.css";

interface StepCellProps {
  column: Column;
  index: number;
  selected: boolean;
  editable: boolean;
  outside: boolean;
  /** Of two journeys beside one another: this one, or the other. */
  side: "a" | "b";
}

/** The head of a column with what can be done there. */
export const StepCell = memo(function StepCell({
  column,
  index,
  selected,
  editable,
  outside,
  side,
}: StepCellProps) {
  const t = useT();
  const tools = useTools();
  const step = side === "a" ? column.step : column.other;
  const mayText = step !== undefined && side === "a" && tools.mayEdit(step);
  const { setNodeRef, setActivatorNodeRef, listeners, isDragging } = useDraggable({
    id: `step:${side}:${column.key}`,
    data: { kind: "step", step: step?.id ?? "", title: step?.title ?? "" } satisfies Dragged,
    disabled: !editable || !step,
  });
  const { phase, stage } = column;
  // What changed is said once; what is left out stands in the other row only.
  const marked = side === "a" ? column.pairing !== "same" : column.pairing === "removed";
  const add = (after: string) => tools.ui.write({ adding: { kind: "step", phase, stage, after } });
  return (
    <div
      ref={(node) => {
        setNodeRef(node);
        setActivatorNodeRef(node);
      }}
      {...(editable && step ? listeners : {})}
      className={classes.stepCell}
      role="columnheader"
      aria-colindex={index + 2}
      aria-roledescription={editable && step ? t("map.drag.role") : undefined}
      aria-selected={selected || undefined}
      tabIndex={-1}
      data-phase={phase}
      data-r={side === "a" ? 1 : 2}
      data-c={index}
      data-step={side === "a" ? step?.id : undefined}
      data-moving={isDragging || undefined}
      data-outside={outside || undefined}
    >
      {step ? (
        <StepCard
          step={step}
          number={side === "a" ? column.number : 0}
          selected={selected}
          editable={mayText}
        >
          {side === "a" && <People step={step.id} />}
          {marked && column.pairing && (
            <span className={card.pairing} data-of={column.pairing}>
              {t(`map.pairing.${column.pairing}`)}
            </span>
          )}
          <span className="visually-hidden">{isObserved(step) ? "" : t("common.unobserved")}</span>
        </StepCard>
      ) : (
        <Absent column={column} side={side} editable={editable} onAdd={() => add("")} />
      )}
      {editable && step && side === "a" && (
        <button
          type="button"
          className={classes.add}
          tabIndex={-1}
          aria-label={t("map.addStepAfter", { step: step.title })}
          onPointerDown={(e) => e.stopPropagation()}
          onClick={() => add(step.id)}
        >
          <IconPlus size={14} stroke={2.2} aria-hidden />
        </button>
      )}
    </div>
  );
});

interface AbsentProps {
  column: Column;
  side: "a" | "b";
  editable: boolean;
  onAdd: () => void;
}

/** A column without a step of this journey: an empty stage, or a step that only the other has. */
function Absent({ column, side, editable, onAdd }: AbsentProps) {
  const t = useT();
  if (column.pairing === "removed" || column.pairing === "added")
    return (
      <div className={card.ghost}>{t(side === "a" ? "map.compare.notHere" : "map.compare.notThere")}</div>
    );
  if (!editable) return <div className={classes.empty}>{t("map.noSteps")}</div>;
  return (
    <UnstyledButton className={classes.empty} tabIndex={-1} onClick={onAdd}>
      <span>
        <IconPlus size={16} stroke={1.6} aria-hidden />
        <br />
        {t("map.firstStep")}
      </span>
    </UnstyledButton>
  );
}

/** Who else is at this step now. */
function People({ step }: { step: string }) {
  const people = useUi((ui) => ui.people);
  const here = people.filter((p) => p.step === step);
  if (here.length === 0) return null;
  return (
    <span className={card.people}>
      {here.map((p) => (
        <span key={p.client} style={{ "--person": p.color } as React.CSSProperties}>
          {p.name.split(" ")[0]}
        </span>
      ))}
    </span>
  );
}
