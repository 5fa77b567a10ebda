// SPDX-License-Identifier: Apache-2.0
import { Autocomplete, NativeSelect, TextInput } from "@mantine/core";
import type { LoadTable } from "@/api/generated";
import { useT } from "@/lang";
import classes from "../import/Import.module.css";
import { setConstant, setHead, setInRule } from "./edit";
import { isBlank, type Mapping, type Rule } from "./roles";

interface RuleSettingsProps {
  mapping: Mapping;
  rule: Rule;
  table: LoadTable;
  text: string;
  onChange: (text: string) => void;
}

const zones = ["UTC", ...Intl.supportedValuesOf("timeZone")];

/** What holds for all rows: source, zone, decimal sign, the event's name where no column has it. */
export function RuleSettings({ mapping, rule, table, text, onChange }: RuleSettingsProps) {
  const t = useT();
  const has = (as: string) => [...rule.roles.values()].some((role) => role.as === as);
  const numbers = (table.columns ?? []).some((c) => c.reads === "number");
  const fixed = rule.constants.event ?? "";
  return (
    <div className={classes.settings}>
      {rule.plain && !has("event") && (
        <Written
          label={t("data.mapping.eventName")}
          text={t("data.mapping.eventNameText")}
          value={isBlank(fixed) ? "" : fixed}
          required
          onChange={(value) => onChange(setConstant(text, rule.index, "event", value))}
        />
      )}
      {(rule.plain || rule.kind === "survey") && !has("time") && (
        <Written
          label={t("data.mapping.fixedTime")}
          text={t("data.mapping.fixedTimeText")}
          value={rule.constants.time ?? ""}
          onChange={(value) => onChange(setConstant(text, rule.index, "time", value))}
        />
      )}
      <Written
        label={t("data.mapping.source")}
        text={t("data.mapping.sourceText")}
        value={mapping.source}
        onChange={(value) => onChange(setHead(text, "source", value))}
      />
      <Zone
        key={rule.zone || mapping.zone}
        value={rule.zone || mapping.zone}
        onChange={(value) =>
          onChange(rule.zone ? setInRule(text, rule.index, "zone", value) : setHead(text, "zone", value))
        }
      />
      {numbers && (
        <NativeSelect
          size="xs"
          label={t("data.mapping.decimal")}
          description={t("data.mapping.decimalText")}
          value={rule.decimal}
          onChange={(e) => onChange(setInRule(text, rule.index, "decimal", e.currentTarget.value))}
          data={[
            { value: "", label: t("data.mapping.detected") },
            { value: ".", label: t("data.mapping.point") },
            { value: ",", label: t("data.mapping.comma") },
          ]}
        />
      )}
    </div>
  );
}

/** A text that is taken when one leaves the field. */
function Written({
  label,
  text,
  value,
  required = false,
  onChange,
}: {
  label: string;
  text: string;
  value: string;
  required?: boolean;
  onChange: (value: string) => void;
}) {
  return (
    <TextInput
      key={value}
      size="xs"
      label={label}
      description={text}
      required={required}
      defaultValue={value}
      onBlur={(e) => e.currentTarget.value.trim() !== value && onChange(e.currentTarget.value.trim())}
      onKeyDown={(e) => e.key === "Enter" && e.currentTarget.blur()}
    />
  );
}

function Zone({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useT();
  return (
    <Autocomplete
      size="xs"
      label={t("data.mapping.zone")}
      description={t("data.mapping.zoneText")}
      defaultValue={value}
      placeholder="UTC"
      limit={20}
      data={zones}
      onOptionSubmit={onChange}
      onBlur={(e) => e.currentTarget.value.trim() !== value && onChange(e.currentTarget.value.trim())}
    />
  );
}
