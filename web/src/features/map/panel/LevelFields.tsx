// SPDX-License-Identifier: Apache-2.0

import { ActionIcon, Button, Menu, NumberInput, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useT } from "@/lang";
import { levelOf, writtenLevel } from "../document/forms";
import type { Level, Step } from "../document/types";
import { useNames } from "../state/useNames";
import { Here, useField, useTyping } from "./fields";
import classes from "./Panel.module.css";

interface LevelFieldsProps {
  step?: Step;
  field: string;
  title: string;
  hint: string;
  min?: number;
  max?: number;
  /** It has a day by which it is to be reached. */
  dated?: boolean;
}

/** A level for everybody, and others for segments. */
export function LevelFields({ step, field, title, hint, min, max, dated }: LevelFieldsProps) {
  const t = useT();
  const { segments } = useNames();
  const { value, set, disabled } = useField({ step, field });
  const level = levelOf(value as Level | number | undefined);
  const change = (part: Partial<Level>) => set(writtenLevel({ ...level, ...part }));
  const own = Object.entries(level.segments ?? {});
  const rest = segments.filter((s) => level.segments?.[s.value] === undefined);
  return (
    <section className={classes.group}>
      <div className={classes.groupHead}>
        <h3>{title}</h3>
        {!disabled && rest.length > 0 && (
          <Menu position="bottom-end">
            <Menu.Target>
              <Button size="compact-xs" variant="subtle" leftSection={<IconPlus size={13} />}>
                {t("map.field.forSegment")}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {rest.map((s) => (
                <Menu.Item
                  key={s.value}
                  onClick={() =>
                    change({ segments: { ...level.segments, [s.value]: level.default ?? max ?? 4 } })
                  }
                >
                  {s.label}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      <p className={classes.hint}>{hint}</p>
      <Here step={step} field={field}>
        <div className={classes.pair}>
          <One
            label={t("map.field.everybody")}
            value={level.default}
            min={min}
            max={max}
            disabled={disabled}
            onChange={(v) => change({ default: v })}
          />
          {dated && level.default !== undefined && (
            <TextInput
              type="date"
              label={t("map.field.by")}
              disabled={disabled}
              value={level.by ?? ""}
              onChange={(e) => change({ by: e.currentTarget.value || undefined })}
            />
          )}
          {own.map(([segment, of]) => (
            <div key={segment} style={{ display: "flex", gap: 4, alignItems: "flex-end" }}>
              <One
                label={segments.find((s) => s.value === segment)?.label ?? segment}
                value={of}
                min={min}
                max={max}
                disabled={disabled}
                onChange={(v) => change({ segments: { ...level.segments, [segment]: v as number } })}
              />
              {!disabled && (
                <ActionIcon
                  mb={6}
                  size="sm"
                  aria-label={t("common.remove")}
                  onClick={() => change({ segments: { ...level.segments, [segment]: undefined as never } })}
                >
                  <IconX size={14} stroke={1.6} />
                </ActionIcon>
              )}
            </div>
          ))}
        </div>
      </Here>
    </section>
  );
}

interface OneProps {
  label: string;
  value: number | undefined;
  min?: number;
  max?: number;
  disabled: boolean;
  onChange: (value: number | undefined) => void;
}

function One({ label, value, min, max, disabled, onChange }: OneProps) {
  const typing = useTyping(value === undefined ? "" : String(value), (text) =>
    onChange(text === "" ? undefined : Number(text)),
  );
  return (
    <NumberInput
      style={{ flex: 1 }}
      label={label}
      min={min}
      max={max}
      step={max === 5 ? 1 : 0.1}
      disabled={disabled}
      value={typing.value}
      onChange={(v) => typing.onChange(String(v))}
      onBlur={typing.onBlur}
    />
  );
}
