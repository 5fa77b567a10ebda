// SPDX-License-Identifier: Apache-2.0
import {
  closestCenter,
  DndContext,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import {
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from "@dnd-kit/sortable";
import { CSS } from "@dnd-kit/utilities";
import { Button, Checkbox, Popover, ScrollArea } from "@mantine/core";
import { IconGripVertical, IconLayoutRows } from "@tabler/icons-react";
import { useT } from "@/lang";
import { allLanes, type Lane, moved, toggled } from "../numbers/lanes";
import classes from "./Toolbar.module.css";

interface LanesMenuProps {
  lanes: readonly Lane[];
  onChange: (lanes: Lane[]) => void;
  onReset: () => void;
}

/** Which lanes are shown, in which order. */
export function LanesMenu({ lanes, onChange, onReset }: LanesMenuProps) {
  const t = useT();
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const hidden = allLanes.filter((l) => !lanes.includes(l));
  return (
    <Popover width={248} position="bottom-end" trapFocus>
      <Popover.Target>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconLayoutRows size={15} stroke={1.6} />}
        >
          <span className={classes.word}>{t("map.lanes.title")}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={6}>
        <ScrollArea.Autosize mah="60vh" type="auto">
          <DndContext
            sensors={sensors}
            collisionDetection={closestCenter}
            onDragEnd={({ active, over }) => {
              const [from, to] = [lanes.indexOf(active.id as Lane), lanes.indexOf(over?.id as Lane)];
              if (from >= 0 && to >= 0 && from !== to) onChange(moved(lanes, active.id as Lane, to - from));
            }}
          >
            <SortableContext items={[...lanes]} strategy={verticalListSortingStrategy}>
              <ul className={classes.lanes}>
                {lanes.map((lane) => (
                  <Shown key={lane} lane={lane} onHide={() => onChange(toggled(lanes, lane))} />
                ))}
              </ul>
            </SortableContext>
          </DndContext>
          <ul className={classes.lanes}>
            {hidden.map((lane) => (
              <li key={lane} className={classes.lane} style={{ paddingLeft: 28 }}>
                <Checkbox
                  size="xs"
                  checked={false}
                  label={t(`map.lane.${lane}`)}
                  onChange={() => onChange(toggled(lanes, lane))}
                />
              </li>
            ))}
          </ul>
        </ScrollArea.Autosize>
        <Button size="compact-xs" variant="subtle" color="gray" mt={4} onClick={onReset}>
          {t("map.lanes.reset")}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}

function Shown({ lane, onHide }: { lane: Lane; onHide: () => void }) {
  const t = useT();
  const { attributes, listeners, setNodeRef, transform, transition, isDragging } = useSortable({ id: lane });
  return (
    <li
      ref={setNodeRef}
      className={classes.lane}
      data-moving={isDragging || undefined}
      style={{ transform: CSS.Translate.toString(transform), transition }}
    >
      <button
        type="button"
        className={classes.grip}
        aria-label={t("map.lanes.move", { lane: t(`map.lane.${lane}`) })}
        {...attributes}
        {...listeners}
      >
        <IconGripVertical size={14} stroke={1.6} />
      </button>
      <Checkbox size="xs" checked label={t(`map.lane.${lane}`)} onChange={onHide} />
    </li>
  );
}
