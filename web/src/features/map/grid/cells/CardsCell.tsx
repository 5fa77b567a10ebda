// SPDX-License-Identifier: Apache-2.0
import { IconPlus } from "@tabler/icons-react";
import { memo } from "react";
import { useT } from "@/lang";
import { stepOf } from "../../document/places";
import type { Step } from "../../document/types";
import { type CardLane, type Item, itemsOf, setItems } from "../../state/items";
import { useTools, useUi } from "../../state/tools";
import { DragCard } from "../DragCard";
import { InlineText } from "../InlineText";
import { CardView } from "./CardView";
import classes from "./Cells.module.css";

interface CardsCellProps {
  step: Step;
  lane: CardLane;
  editable: boolean;
  /** The step it is compared with: cards that only one of both has are marked. */
  other?: Step;
  comparing?: boolean;
}

/** Cards of a lane at a step: what hurts, what pleases, what somebody thinks. */
export const CardsCell = memo(function CardsCell({ step, lane, editable, other, comparing }: CardsCellProps) {
  const t = useT();
  const tools = useTools();
  const editing = useUi((ui) =>
    ui.editing?.kind === "card" && ui.editing.step === step.id && ui.editing.lane === lane
      ? ui.editing.index
      : -1,
  );
  const items = itemsOf(step, lane);
  const gone = comparing && other ? missing(itemsOf(other, lane), items) : [];
  const close = () => tools.ui.write({ editing: null });
  const begin = (index: number) => tools.ui.write({ editing: { kind: "card", step: step.id, lane, index } });
  const save = (index: number) => (text: string) => {
    // Others may have changed the step while this was typed.
    const now = stepOf(tools.draft.read().journey, step.id) ?? step;
    const list = itemsOf(now, lane);
    const next = list[index]
      ? list.map((it, i) => (i === index ? { ...it, text } : it))
      : [...list, { text }];
    tools.edit(setItems(now, lane, next));
    close();
  };
  const field = (index: number, text: string) => (
    <InlineText
      key={`edit/${index}`}
      value={text}
      label={t(`map.lane.${lane}`)}
      placeholder={t(`map.placeholder.${lane}`)}
      onSave={save(index)}
      onCancel={close}
      onNext={text === "" ? () => setTimeout(() => begin(index + 1)) : undefined}
    />
  );
  return (
    <div className={classes.cards}>
      {items.map((item, index) =>
        editing === index ? (
          field(index, item.text)
        ) : (
          <DragCard
            // biome-ignore lint/suspicious/noArrayIndexKey: two cards may say the same
            key={`${index}/${item.text}`}
            step={step.id}
            lane={lane}
            index={index}
            text={item.text}
            disabled={!editable}
            onDoubleClick={editable ? () => begin(index) : undefined}
          >
            <CardView
              item={item}
              lane={lane}
              pairing={
                comparing && other && missing([item], itemsOf(other, lane)).length > 0 ? "added" : undefined
              }
            />
          </DragCard>
        ),
      )}
      {gone.map((item) => (
        <CardView key={`gone/${item.text}`} item={item} lane={lane} pairing="removed" />
      ))}
      {editing >= items.length && field(editing, "")}
      {editable && editing < 0 && (
        <button
          type="button"
          className={classes.plus}
          data-full={items.length > 0 || undefined}
          tabIndex={-1}
          onClick={() => begin(items.length)}
        >
          <IconPlus size={13} stroke={2} aria-hidden />
          <span className={items.length > 0 ? "visually-hidden" : undefined}>
            {t(`map.add.${addOf(lane)}`)}
          </span>
        </button>
      )}
    </div>
  );
});

/** What a new card of a lane is called. */
function addOf(lane: CardLane): "text" | "quotes" | "pains" | "gains" | "ideas" {
  return lane === "quotes" || lane === "pains" || lane === "gains" || lane === "ideas" ? lane : "text";
}

/** The items of a list that another does not have. */
const missing = (list: Item[], other: Item[]): Item[] =>
  list.filter((i) => !other.some((o) => o.text === i.text));
