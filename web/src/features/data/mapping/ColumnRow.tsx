// SPDX-License-Identifier: Apache-2.0
import { NativeSelect, TextInput } from "@mantine/core";
import type { Fault } from "@/api";
import type { LoadColumn } from "@/api/generated";
import { useFormat, useT } from "@/lang";
import classes from "../import/Import.module.css";
import type { FieldType, Role } from "./roles";

interface ColumnRowProps {
  column: LoadColumn;
  /** How many rows were looked at. */
  rows: number;
  role: Role;
  fault?: Fault;
  onChange: (role: Role) => void;
}

const choices = ["customer", "event", "time", "channel", "id", "properties", "traits", "skip"] as const;
type Choice = (typeof choices)[number];

/** How a column's values look decides the type with which it begins as a property. */
function begin(as: Choice, column: LoadColumn): Role {
  const first = column.times?.[0];
  const format = first && first !== "iso" ? first : undefined;
  if (as === "time") return { as, format };
  if (as !== "properties" && as !== "traits") return { as };
  const type: FieldType = column.reads === "number" ? "number" : column.reads === "time" ? "time" : "text";
  return { as, name: column.name, type, format: type === "time" ? format : undefined };
}

/** One column: how its values look, and what it becomes. */
export function ColumnRow({ column, rows, role, fault, onChange }: ColumnRowProps) {
  const t = useT();
  const format = useFormat();
  const examples = (column.examples ?? []).join(", ");
  const reads = (["text", "number", "time"] as const).find((r) => r === column.reads) ?? "text";
  return (
    <tr data-skip={role.as === "skip" || undefined} data-wrong={fault ? true : undefined}>
      <td>
        <span className={classes.column}>{column.name}</span>
        <div className={classes.reads}>
          {t(`data.mapping.reads.${reads}`)} · {t("data.mapping.different", { count: column.distinct })}
        </div>
        {fault && (
          <p className={classes.fault}>
            {fault.message} {fault.remedy}
          </p>
        )}
      </td>
      <td>
        <div className={classes.examples} title={examples}>
          {examples || t("data.mapping.allEmpty")}
        </div>
        {column.filled < rows && (
          <div className={classes.reads}>
            {t("data.mapping.filled", { share: format.percent(column.filled / rows) })}
          </div>
        )}
      </td>
      <td>
        {role.as === "other" ? (
          <span>{t(`data.mapping.others.${role.of}`, { what: role.key })}</span>
        ) : (
          <NativeSelect
            size="xs"
            aria-label={t("data.mapping.becomesOf", { column: column.name })}
            value={role.as}
            onChange={(e) => onChange(begin(e.currentTarget.value as Choice, column))}
            data={choices.map((value) => ({ value, label: t(`data.mapping.roles.${value}`) }))}
          />
        )}
      </td>
      <td>
        <Detail column={column} role={role} onChange={onChange} />
      </td>
    </tr>
  );
}

function Detail({ column, role, onChange }: Omit<ColumnRowProps, "fault" | "rows">) {
  const t = useT();
  if (role.as === "other") return <span className={classes.reads}>{t("data.mapping.inText")}</span>;
  if (role.as === "time")
    return (
      <TimeFormat
        column={column}
        format={role.format}
        onChange={(format) => onChange({ ...role, format: format || undefined })}
      />
    );
  if (role.as !== "properties" && role.as !== "traits") return null;
  return (
    <div className={classes.detail}>
      <TextInput
        key={role.name}
        size="xs"
        aria-label={t("data.mapping.nameOf", { column: column.name })}
        defaultValue={role.name}
        onBlur={(e) => {
          const name = e.currentTarget.value.trim();
          if (name && name !== role.name) onChange({ ...role, name });
        }}
        onKeyDown={(e) => e.key === "Enter" && e.currentTarget.blur()}
      />
      <NativeSelect
        size="xs"
        aria-label={t("data.mapping.typeOf", { column: column.name })}
        value={role.type}
        onChange={(e) => onChange({ ...role, type: e.currentTarget.value as FieldType, format: undefined })}
        data={(["text", "number", "boolean", "time"] as const).map((value) => ({
          value,
          label: t(`data.mapping.types.${value}`),
        }))}
      />
      {role.type === "time" && (
        <TimeFormat
          column={column}
          format={role.format}
          onChange={(format) => onChange({ ...role, format: format || undefined })}
        />
      )}
    </div>
  );
}

/** How times are written: what fits the values, or what the text says. */
function TimeFormat({
  column,
  format,
  onChange,
}: {
  column: LoadColumn;
  format: string | undefined;
  onChange: (format: string) => void;
}) {
  const t = useT();
  const known = new Set([...(column.times ?? []), ...(format ? [format] : []), "unix", "unix_ms"]);
  return (
    <NativeSelect
      size="xs"
      aria-label={t("data.mapping.formatOf", { column: column.name })}
      value={format ?? ""}
      onChange={(e) => onChange(e.currentTarget.value)}
      data={[
        { value: "", label: t("data.mapping.detected") },
        ...[...known].map((value) => ({ value, label: value })),
      ]}
    />
  );
}
