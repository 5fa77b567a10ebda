// SPDX-License-Identifier: Apache-2.0
import { ActionIcon, Button, NativeSelect, Rating, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useT } from "@/lang";
import { stepOf } from "../document/places";
import type { Basis, Step } from "../document/types";
import { basisOf, type CardLane, fieldOf, formOf, type Item, itemsOf, setItems } from "../state/items";
import { useTools } from "../state/tools";
import { Here, useTyping } from "./fields";
import classes from "./Panel.module.css";

/** A list of cards with everything that is known of each. */
export function ItemsField({ step, lane }: { step: Step; lane: CardLane }) {
  const t = useT();
  const tools = useTools();
  const [adding, setAdding] = useState(false);
  const items = itemsOf(step, lane);
  const disabled = !tools.mayEdit(step);
  const save = (change: (items: Item[]) => Item[]) => {
    const now = stepOf(tools.draft.read().journey, step.id);
    if (now) tools.edit(setItems(now, lane, change(itemsOf(now, lane))));
  };
  if (disabled && items.length === 0) return null;
  const shown = adding ? [...items, { text: "" }] : items;
  return (
    <section className={classes.group}>
      <div className={classes.groupHead}>
        <h3>{t(`map.lane.${lane}`)}</h3>
        {!disabled && (
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconPlus size={13} />}
            onClick={() => setAdding(true)}
          >
            {t("common.add")}
          </Button>
        )}
      </div>
      {shown.length > 0 && (
        <Here step={step} field={fieldOf(lane)}>
          <div style={{ display: "flex", flexDirection: "column", gap: 6 }}>
            {shown.map((item, i) => (
              <One
                // biome-ignore lint/suspicious/noArrayIndexKey: two cards may say the same
                key={i}
                item={item}
                lane={lane}
                disabled={disabled}
                isNew={i >= items.length}
                onChange={(next) => {
                  setAdding(false);
                  save((list) =>
                    i < list.length ? list.map((it, k) => (k === i ? next : it)) : [...list, next],
                  );
                }}
                onRemove={() =>
                  i < items.length ? save((list) => list.filter((_, k) => k !== i)) : setAdding(false)
                }
              />
            ))}
          </div>
        </Here>
      )}
    </section>
  );
}

interface OneProps {
  item: Item;
  lane: CardLane;
  disabled: boolean;
  isNew: boolean;
  onChange: (item: Item) => void;
  onRemove: () => void;
}

function One({ item, lane, disabled, isNew, onChange, onRemove }: OneProps) {
  const t = useT();
  const form = formOf(lane);
  const text = useTyping(item.text, (to) => (to ? onChange({ ...item, text: to }) : undefined));
  const source = useTyping(item.source ?? "", (to) => onChange({ ...item, source: to || undefined }));
  return (
    <div
      className={classes.item}
      data-basis={form === "statement" ? basisOf(item) : undefined}
      data-plain={form === "text" || undefined}
    >
      <div className={classes.itemBody}>
        <textarea
          className={classes.words}
          rows={1}
          aria-label={t(`map.lane.${lane}`)}
          placeholder={t(`map.placeholder.${lane}`)}
          disabled={disabled}
          // biome-ignore lint/a11y/noAutofocus: it was asked for a moment ago
          autoFocus={isNew}
          value={text.value}
          onChange={(e) => text.onChange(e.currentTarget.value)}
          onBlur={text.onBlur}
          onKeyDown={(e) => {
            if (e.key === "Enter" && !e.shiftKey) {
              e.preventDefault();
              e.currentTarget.blur();
            }
          }}
        />
        {form !== "text" && !isNew && (
          <div className={classes.itemRow}>
            {form === "statement" && (
              <NativeSelect
                size="xs"
                aria-label={t("map.field.basis")}
                disabled={disabled}
                data={(["hypothesis", "research", "data"] as const).map((v) => ({
                  value: v,
                  label: t(`map.basis.${v}`),
                }))}
                value={basisOf(item)}
                onChange={(e) => onChange({ ...item, basis: e.currentTarget.value as Basis })}
              />
            )}
            {lane === "pains" && (
              <Rating
                size="xs"
                count={5}
                readOnly={disabled}
                value={item.severity ?? 0}
                getSymbolLabel={(value) => t("map.severity", { value })}
                onChange={(severity) => onChange({ ...item, severity })}
              />
            )}
            <TextInput
              size="xs"
              style={{ flex: "1 1 110px" }}
              aria-label={t("map.field.source")}
              placeholder={t("map.field.source")}
              disabled={disabled}
              value={source.value}
              onBlur={source.onBlur}
              onChange={(e) => source.onChange(e.currentTarget.value)}
            />
            <TextInput
              size="xs"
              type="date"
              aria-label={t("common.date")}
              disabled={disabled}
              value={item.date ?? ""}
              onChange={(e) => onChange({ ...item, date: e.currentTarget.value || undefined })}
            />
          </div>
        )}
      </div>
      {!disabled && (
        <ActionIcon size="sm" aria-label={t("map.field.removeItem", { text: item.text })} onClick={onRemove}>
          <IconTrash size={14} stroke={1.6} />
        </ActionIcon>
      )}
    </div>
  );
}
