// SPDX-License-Identifier: Apache-2.0
import { Autocomplete, NativeSelect, TagsInput } from "@mantine/core";
import { useState } from "react";
import { useT } from "@/lang";
import { type Condition, type Operator, operators, type Scalar, typedValue } from "@/lib/rule";
import classes from "./conditions.module.css";
import type { Field } from "./fields";

interface ConditionRowProps {
  condition: Condition;
  fields: readonly Field[];
  /** What a field is called. */
  label: string;
  disabled?: boolean;
  autoFocus?: boolean;
  onChange: (condition: Condition) => void;
}

/** The value that another operator begins with, keeping what can be kept. */
function valueFor(operator: Operator, value: Condition["value"], field?: Field): Condition["value"] {
  if (operator === "exists") return true;
  if (operator === "in") return Array.isArray(value) ? value : value === "" || value === true ? [] : [value];
  const one = Array.isArray(value) ? (value[0] ?? "") : value;
  return typeof one === "boolean" ? "" : typedValue(String(one), operator, field?.types);
}

/** One condition: what, how, and with which value. */
export function ConditionRow({ condition, fields, label, disabled, autoFocus, onChange }: ConditionRowProps) {
  const t = useT();
  const { operator, value } = condition;
  const field = fields.find((f) => f.name === condition.field);
  return (
    <div className={classes.condition} role="group" aria-label={t("ui.conditions.condition")}>
      <Autocomplete
        size="xs"
        aria-label={label}
        placeholder={label}
        disabled={disabled}
        data-autofocus={autoFocus || undefined}
        autoFocus={autoFocus}
        data={fields.map((f) => f.name)}
        limit={60}
        value={condition.field}
        onChange={(name) => onChange({ ...condition, field: name })}
      />
      <NativeSelect
        size="xs"
        aria-label={t("ui.conditions.operator")}
        disabled={disabled}
        data={operators.map((op) => ({ value: op, label: t(`ui.conditions.operators.${op}`) }))}
        value={operator}
        onChange={(e) => {
          const next = e.currentTarget.value as Operator;
          onChange({ ...condition, operator: next, value: valueFor(next, value, field) });
        }}
      />
      {operator === "exists" ? (
        <NativeSelect
          size="xs"
          aria-label={t("ui.conditions.value")}
          disabled={disabled}
          data={[
            { value: "yes", label: t("common.yes") },
            { value: "no", label: t("common.no") },
          ]}
          value={value ? "yes" : "no"}
          onChange={(e) => onChange({ ...condition, value: e.currentTarget.value === "yes" })}
        />
      ) : operator === "in" ? (
        <TagsInput
          size="xs"
          aria-label={t("ui.conditions.values")}
          placeholder={(value as Scalar[]).length === 0 ? t("ui.conditions.valuesHint") : undefined}
          disabled={disabled}
          data={[...(field?.examples ?? [])]}
          splitChars={[","]}
          acceptValueOnBlur
          value={(value as Scalar[]).map(String)}
          onChange={(list) =>
            onChange({ ...condition, value: list.map((text) => typedValue(text, "in", field?.types)) })
          }
        />
      ) : (
        <Typed key={operator} condition={condition} field={field} disabled={disabled} onChange={onChange} />
      )}
    </div>
  );
}

interface TypedProps extends Pick<ConditionRowProps, "condition" | "disabled" | "onChange"> {
  field?: Field;
}

/** A typed value; the text stays as it is typed while the value follows. */
function Typed({ condition, field, disabled, onChange }: TypedProps) {
  const t = useT();
  const [text, setText] = useState(String(condition.value));
  return (
    <Autocomplete
      size="xs"
      aria-label={t("ui.conditions.value")}
      placeholder={t("ui.conditions.value")}
      disabled={disabled}
      data={[...(field?.examples ?? [])]}
      value={text}
      onChange={(next) => {
        setText(next);
        onChange({ ...condition, value: typedValue(next, condition.operator, field?.types) });
      }}
    />
  );
}
