// SPDX-License-Identifier: Apache-2.0
import {
  type CollisionDetection,
  closestCenter,
  DndContext,
  type DragEndEvent,
  DragOverlay,
  KeyboardSensor,
  PointerSensor,
  pointerWithin,
  useDroppable,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from "@dnd-kit/sortable";
import { Button } from "@mantine/core";
import { useState } from "react";
import { useT } from "@/lang";
import { Panel } from "@/ui";
import { useHere } from "../here";
import { StepChip } from "../StepChip";
import { BuilderOptions } from "./BuilderOptions";
import { BuilderStep } from "./BuilderStep";
import classes from "./Funnel.module.css";
import { moved, namesOf, newStep } from "./funnelSteps";
import { StepShelf, shelfId } from "./StepShelf";
import type { FunnelState } from "./useFunnel";

/** A step of the funnel goes to the nearest place; one from the shelf only to where the pointer is. */
const target: CollisionDetection = (drag) =>
  shelfId.read(drag.active.id) === undefined ? closestCenter(drag) : pointerWithin(drag);

/** Chooses the steps of a funnel: from the shelf by pressing or dragging, in any order. */
export function Builder({ funnel }: { funnel: FunnelState }) {
  const t = useT();
  const { steps: all, terms } = useHere();
  const [dragged, setDragged] = useState<string | null>(null);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const { steps, setSteps } = funnel;
  const names = namesOf(steps);
  const placeOf = (id: unknown) => names.indexOf(String(id));
  const drop = ({ active, over }: DragEndEvent) => {
    setDragged(null);
    if (!over) return;
    const from = shelfId.read(active.id);
    const at = over.id === "funnel" ? steps.length : placeOf(over.id);
    if (from !== undefined) {
      setSteps([...steps.slice(0, at), newStep(from), ...steps.slice(at)]);
    } else if (over.id !== active.id) {
      setSteps(moved(steps, placeOf(active.id), Math.min(at, steps.length - 1)));
    }
  };
  const name = (id: unknown) => {
    const step = shelfId.read(id) ?? steps[placeOf(id)]?.any[0] ?? "";
    return all.title(step);
  };
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={target}
      onDragStart={({ active }) =>
        setDragged(shelfId.read(active.id) ?? steps[placeOf(active.id)]?.any[0] ?? null)
      }
      onDragCancel={() => setDragged(null)}
      onDragEnd={drop}
      accessibility={{
        screenReaderInstructions: { draggable: t("paths.funnel.dragHelp") },
        announcements: {
          onDragStart: ({ active }) => t("paths.funnel.dragStart", { name: name(active.id) }),
          onDragOver: ({ over }) =>
            over ? t("paths.funnel.dragOver", { place: placeOf(over.id) + 1 || steps.length + 1 }) : "",
          onDragEnd: ({ active }) => t("paths.funnel.dragEnd", { name: name(active.id) }),
          onDragCancel: () => t("paths.funnel.dragCancel"),
        },
      }}
    >
      <div className={classes.builder}>
        <Panel
          title={t("paths.funnel.steps")}
          actions={
            funnel.chosen.length > 0 && (
              <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setSteps([])}>
                {t(terms.events ? "paths.funnel.clear" : "paths.funnel.reset")}
              </Button>
            )
          }
        >
          <SortableContext items={names} strategy={verticalListSortingStrategy}>
            <ol className={classes.chosen}>
              {steps.map((step, i) => {
                const name = names[i] ?? "";
                return <BuilderStep key={name} id={name} place={i} step={step} funnel={funnel} />;
              })}
            </ol>
          </SortableContext>
          <Dropzone isEmpty={steps.length === 0} />
          <StepShelf onTake={(id) => setSteps([...steps, newStep(id)])} />
        </Panel>
        <BuilderOptions funnel={funnel} />
      </div>
      <DragOverlay dropAnimation={null}>
        {dragged !== null && (
          <span className={classes.overlay}>
            <StepChip step={dragged} />
          </span>
        )}
      </DragOverlay>
    </DndContext>
  );
}

function Dropzone({ isEmpty }: { isEmpty: boolean }) {
  const t = useT();
  const { setNodeRef, isOver, active } = useDroppable({ id: "funnel" });
  return (
    <div
      ref={setNodeRef}
      className={classes.dropzone}
      data-over={isOver || undefined}
      data-shown={isEmpty || active !== null || undefined}
    >
      {t("paths.funnel.dropHere")}
    </div>
  );
}
