// SPDX-License-Identifier: Apache-2.0
import { Autocomplete, Select, TagsInput, TextInput } from "@mantine/core";
import { useT } from "@/lang";
import { type Condition, type Operator, operators, type Scalar, scalarOf } from "@/lib/rule";
import classes from "./RuleEditor.module.css";

interface ConditionRowProps {
  condition: Condition;
  /** Names to suggest. */
  fields: string[];
  /** The field is one of an event, not of the customer. */
  property?: boolean;
  onChange: (condition: Condition) => void;
}

/** The value that another operator begins with, keeping what can be kept. */
function valueFor(operator: Operator, value: Condition["value"]): Condition["value"] {
  if (operator === "exists") return true;
  if (operator === "in") return Array.isArray(value) ? value : value === "" || value === true ? [] : [value];
  if (Array.isArray(value)) return value[0] ?? "";
  return typeof value === "boolean" ? "" : value;
}

/** One condition: what, how, and with which value. */
export function ConditionRow({ condition, fields, property = false, onChange }: ConditionRowProps) {
  const t = useT();
  const { operator, value } = condition;
  return (
    <div className={classes.condition}>
      <Autocomplete
        size="xs"
        aria-label={t(property ? "segments.editor.property" : "segments.editor.field")}
        placeholder={t("segments.editor.fieldPlaceholder")}
        data={fields}
        value={condition.field}
        onChange={(field) => onChange({ ...condition, field })}
      />
      <Select
        size="xs"
        aria-label={t("segments.editor.operator")}
        data={operators.map((op) => ({ value: op, label: t(`segments.editor.operators.${op}`) }))}
        value={operator}
        onChange={(next) => {
          const op = (next ?? "is") as Operator;
          onChange({ ...condition, operator: op, value: valueFor(op, value) });
        }}
        allowDeselect={false}
      />
      {operator === "exists" ? (
        <Select
          size="xs"
          aria-label={t("segments.editor.value")}
          data={[
            { value: "yes", label: t("segments.editor.yes") },
            { value: "no", label: t("segments.editor.no") },
          ]}
          value={value ? "yes" : "no"}
          onChange={(next) => onChange({ ...condition, value: next === "yes" })}
          allowDeselect={false}
        />
      ) : operator === "in" ? (
        <TagsInput
          size="xs"
          aria-label={t("segments.editor.values")}
          placeholder={t("segments.editor.valuesPlaceholder")}
          value={(value as Scalar[]).map(String)}
          onChange={(list) => onChange({ ...condition, value: list.map(scalarOf) })}
        />
      ) : (
        <Typed key={operator} condition={condition} onChange={onChange} />
      )}
    </div>
  );
}

/** A typed value: what looks like a number is one, unless the operator is about text. */
function Typed({ condition, onChange }: Pick<ConditionRowProps, "condition" | "onChange">) {
  const t = useT();
  const asText = condition.operator === "starts_with" || condition.operator === "matches";
  return (
    <TextInput
      size="xs"
      aria-label={t("segments.editor.value")}
      placeholder={t("segments.editor.value")}
      defaultValue={String(condition.value)}
      onChange={(e) => {
        const text = e.currentTarget.value;
        onChange({ ...condition, value: asText ? text : scalarOf(text) });
      }}
    />
  );
}
