// SPDX-License-Identifier: Apache-2.0
import { useDraggable } from "@dnd-kit/core";
import { TextInput } from "@mantine/core";
import { IconPlus, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useT } from "@/lang";
import { useHere } from "../here";
import { StepChip } from "../StepChip";
import classes from "./Funnel.module.css";

/** The id of a step on the shelf, among all that can be dragged. */
export const shelfId = {
  write: (step: string) => `shelf-${step}`,
  read: (id: unknown): string | undefined =>
    String(id).startsWith("shelf-") ? String(id).slice("shelf-".length) : undefined,
};

/** The steps that there are: one is taken by pressing it, or dragged to its place. */
export function StepShelf({ onTake }: { onTake: (step: string) => void }) {
  const t = useT();
  const { steps, terms } = useHere();
  const [search, setSearch] = useState("");
  const wanted = search.trim().toLowerCase();
  const found = steps.list.filter((s) => s.observed && s.title.toLowerCase().includes(wanted));
  return (
    <div className={classes.shelf}>
      <TextInput
        size="xs"
        aria-label={t("paths.funnel.search")}
        placeholder={t(terms.events ? "paths.funnel.searchEvents" : "paths.funnel.search")}
        leftSection={<IconSearch size={14} stroke={1.6} />}
        value={search}
        onChange={(e) => setSearch(e.currentTarget.value)}
        onKeyDown={(e) => {
          if (e.key === "Enter" && found[0]) {
            onTake(found[0].id);
            setSearch("");
          }
        }}
      />
      <ul className={classes.shelfList} aria-label={t("paths.funnel.shelf")}>
        {found.map((s) => (
          <li key={s.id}>
            <ShelfStep step={s.id} onTake={() => onTake(s.id)} />
          </li>
        ))}
        {found.length === 0 && <li className={classes.noneFound}>{t("ui.nothingToChoose")}</li>}
      </ul>
    </div>
  );
}

function ShelfStep({ step, onTake }: { step: string; onTake: () => void }) {
  const t = useT();
  const { steps } = useHere();
  const { setNodeRef, listeners, isDragging } = useDraggable({ id: shelfId.write(step) });
  return (
    <button
      ref={setNodeRef}
      type="button"
      className={classes.shelfStep}
      data-dragging={isDragging || undefined}
      aria-label={t("paths.funnel.take", { name: steps.title(step) })}
      // A key presses the button; dragging it is for the pointer.
      onPointerDown={listeners?.onPointerDown as React.PointerEventHandler}
      onClick={onTake}
    >
      <StepChip step={step} />
      <IconPlus size={14} stroke={1.8} aria-hidden />
    </button>
  );
}
