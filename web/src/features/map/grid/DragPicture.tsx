// SPDX-License-Identifier: Apache-2.0
import { useDndContext } from "@dnd-kit/core";
import { IconPlus } from "@tabler/icons-react";
import { placeOf } from "../document/places";
import { itemsOf } from "../state/items";
import { useTools } from "../state/tools";
import { CardView } from "./cells/CardView";
import type { Dragged } from "./drops";
import { StepCard } from "./StepCard";
import stepClasses from "./StepCard.module.css";

/** What hangs at the pointer while something is dragged. */
export function DragPicture() {
  const tools = useTools();
  const dragged = useDndContext().active?.data.current as Dragged | undefined;
  if (!dragged) return null;
  switch (dragged.kind) {
    case "step": {
      const place = placeOf(tools.draft.read().journey, dragged.step);
      if (!place) return null;
      return (
        <div data-phase={place.phase}>
          <StepCard step={place.step} number={place.number} overlay />
        </div>
      );
    }
    case "card": {
      const step = placeOf(tools.draft.read().journey, dragged.step)?.step;
      const item = step && itemsOf(step, dragged.lane)[dragged.index];
      return item ? <CardView item={item} lane={dragged.lane} overlay /> : null;
    }
    default:
      return (
        <div className={stepClasses.card} data-overlay style={{ minHeight: 0 }}>
          <div className={stepClasses.head}>
            {dragged.kind === "event" && <IconPlus size={16} stroke={1.6} aria-hidden />}
            <span className={stepClasses.title}>{dragged.title}</span>
          </div>
        </div>
      );
  }
}
