// SPDX-License-Identifier: Apache-2.0
import {
  type Announcements,
  type CollisionDetection,
  DndContext,
  type DragEndEvent,
  type DragMoveEvent,
  DragOverlay,
  type KeyboardCoordinateGetter,
  KeyboardSensor,
  MeasuringStrategy,
  PointerSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import { type ReactNode, useMemo, useRef } from "react";
import { useT } from "@/lang";
import { useTools } from "../state/tools";
import { cellAt, mark, nextCell, placeOfCell } from "./cellDrag";
import { DragPicture } from "./DragPicture";
import { type Dragged, type Dropped, dropEdits, fits } from "./drops";

/** The gap nearest to the pointer, or to what the keyboard moves, among those that fit. */
const nearest: CollisionDetection = ({ active, droppableContainers, pointerCoordinates, collisionRect }) => {
  const dragged = active.data.current as Dragged | undefined;
  const x = pointerCoordinates?.x ?? collisionRect.left + collisionRect.width / 2;
  let best: { id: string | number; distance: number } | undefined;
  for (const container of droppableContainers) {
    const box = container.rect.current;
    if (!box || !fits(dragged, container.data.current as Dropped | undefined)) continue;
    const distance = Math.abs(box.left - x);
    if (!best || distance < best.distance) best = { id: container.id, distance };
  }
  return best ? [{ id: best.id }] : [];
};

const middleOf = (box: { left: number; top: number; width: number; height: number }) => ({
  x: box.left + box.width / 2,
  y: box.top + box.height / 2,
});

/** Arrow keys go to the next place in that direction. */
const byArrows: KeyboardCoordinateGetter = (event, { context, currentCoordinates }) => {
  const { active, droppableContainers, collisionRect } = context;
  if (!active || !collisionRect || !event.code.startsWith("Arrow")) return undefined;
  event.preventDefault();
  const dragged = active.data.current as Dragged;
  const from = middleOf(collisionRect);
  const moved = (to: { x: number; y: number }) => ({
    x: currentCoordinates.x + to.x - from.x,
    y: currentCoordinates.y + to.y - from.y,
  });
  if (dragged.kind === "card") {
    const box = nextCell(dragged, from, event.code);
    return box && moved(middleOf(box));
  }
  if (!/Left|Right/.test(event.code)) return undefined;
  let best: { x: number; distance: number } | undefined;
  for (const container of droppableContainers.getEnabled()) {
    const box = container.rect.current;
    if (!box || !fits(dragged, container.data.current as Dropped | undefined)) continue;
    const distance = event.code === "ArrowRight" ? box.left - from.x : from.x - box.left;
    if (distance > 2 && (!best || distance < best.distance)) best = { x: box.left, distance };
  }
  return best && moved({ x: best.x, y: from.y });
};

const space = { start: ["Space"], cancel: ["Escape"], end: ["Space", "Enter"] };
const measuring = { droppable: { strategy: MeasuringStrategy.WhileDragging } };

/** Lets steps, stages, cards and unmapped events be dragged, by pointer and by keyboard. */
export function Dragging({ children }: { children: ReactNode }) {
  const t = useT();
  const tools = useTools();
  const cell = useRef<HTMLElement>(undefined);
  const pointer = useRef<{ x: number; y: number }>(undefined);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 6 } }),
    useSensor(KeyboardSensor, { coordinateGetter: byArrows, keyboardCodes: space }),
  );
  const words = useAnnouncements();
  const over = (next: HTMLElement | undefined, dragged: Dragged) => {
    if (next === cell.current) return;
    mark(cell.current, next);
    cell.current = next;
    const place = placeOfCell(next);
    if (place) tools.announce(`${dragged.title}: ${words.place(place)}`);
  };
  /** The cell under the pointer, or under what the keyboard moves. */
  const cellOf = ({ active, activatorEvent }: DragMoveEvent | DragEndEvent) => {
    const dragged = active.data.current as Dragged;
    if (dragged.kind !== "card") return undefined;
    const box = active.rect.current.translated;
    const at = activatorEvent instanceof PointerEvent ? pointer.current : box && middleOf(box);
    return at ? cellAt(dragged, at.x, at.y) : undefined;
  };
  const move = (event: DragMoveEvent) => over(cellOf(event), event.active.data.current as Dragged);
  const end = (event: DragEndEvent) => {
    const dragged = event.active.data.current as Dragged;
    const place =
      dragged.kind === "card"
        ? placeOfCell(cellOf(event) ?? cell.current)
        : (event.over?.data.current as Dropped | undefined);
    over(undefined, dragged);
    if (place) dropEdits(tools, dragged, place);
  };
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={nearest}
      measuring={measuring}
      accessibility={{
        announcements: words.announcements,
        screenReaderInstructions: { draggable: t("map.drag.how") },
      }}
      onDragMove={move}
      onDragEnd={end}
      onDragCancel={({ active }) => over(undefined, active.data.current as Dragged)}
    >
      <div
        style={{ display: "contents" }}
        onPointerMoveCapture={(e) => {
          pointer.current = { x: e.clientX, y: e.clientY };
        }}
      >
        {children}
      </div>
      <DragOverlay dropAnimation={null} style={{ pointerEvents: "none" }}>
        <DragPicture />
      </DragOverlay>
    </DndContext>
  );
}

/** What is said to those who do not see the drag. */
function useAnnouncements() {
  const t = useT();
  const tools = useTools();
  return useMemo(() => {
    const named = (data: unknown) => (data as Dragged | undefined)?.title ?? "";
    const place = (to: Dropped | undefined): string => {
      if (!to) return "";
      if (to.kind === "cell") return t("map.drag.atStep", { step: tools.titleOf(to.step) });
      const after = to.after && (to.kind === "gap" ? tools.titleOf(to.after) : to.after);
      if (after) return t("map.drag.behind", { title: after });
      return to.kind === "gap"
        ? t("map.drag.firstIn", { stage: to.stage })
        : t("map.drag.firstOf", { phase: t(`common.phase.${to.phase}`) });
    };
    const announcements: Announcements = {
      onDragStart: ({ active }) => t("map.drag.start", { title: named(active.data.current) }),
      onDragOver: ({ active, over }) =>
        over ? `${named(active.data.current)}: ${place(over.data.current as Dropped)}` : undefined,
      onDragEnd: ({ active, over }) =>
        t("map.drag.end", {
          title: named(active.data.current),
          place: place(over?.data.current as Dropped | undefined),
        }),
      onDragCancel: () => t("map.drag.cancel"),
    };
    return { announcements, place };
  }, [t, tools]);
}
