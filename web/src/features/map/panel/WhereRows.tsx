// SPDX-License-Identifier: Apache-2.0
import { ActionIcon, Autocomplete, Button, NativeSelect, Select } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { keys, send } from "@/api";
import { useT } from "@/lang";
import { same } from "../document/paths";
import type { Where } from "../document/types";
import classes from "./Panel.module.css";
import { type Condition, conditionsOf, type Operator, operators, type Types, whereOf } from "./where";

interface Property {
  name: string;
  types: string[] | null;
  examples: string[] | null;
}

interface WhereRowsProps {
  event: string;
  where: Where | undefined;
  disabled: boolean;
  onChange: (where: Where | undefined) => void;
}

/** An example as people write it: the server gives it as JSON. */
function plain(example: string): string {
  try {
    const value: unknown = JSON.parse(example);
    return typeof value === "object" ? example : String(value);
  } catch {
    return example;
  }
}

const pause = 700;

/** Conditions on an event's properties, all of which hold. */
export function WhereRows({ event, where, disabled, onChange }: WhereRowsProps) {
  const t = useT();
  const properties =
    useQuery({
      queryKey: keys.events("properties", { name: event }),
      queryFn: async ({ signal }) =>
        (
          await send<{ properties: Property[] | null }>("GET", "/events/properties", {
            query: { name: event },
            signal,
          })
        ).properties ?? [],
      staleTime: 60_000,
    }).data ?? [];
  const types: Types = Object.fromEntries(properties.map((p) => [p.name, p.types ?? []]));
  const [rows, setRows] = useState<Condition[] | undefined>(() => conditionsOf(where));
  const [saved, setSaved] = useState(where);
  if (!same(where, saved)) {
    setSaved(where);
    if (!same(whereOf(rows ?? [], types), where)) setRows(conditionsOf(where));
  }
  // Half a condition is not saved; a finished one after a pause.
  useEffect(() => {
    if (!rows || disabled) return;
    const next = whereOf(rows, types);
    if (same(next, saved)) return;
    const timer = setTimeout(() => {
      setSaved(next);
      onChange(next);
    }, pause);
    return () => clearTimeout(timer);
  });
  if (!rows)
    return (
      <p className={classes.hint}>
        {t("map.evidence.nested")} <code style={{ overflowWrap: "anywhere" }}>{JSON.stringify(where)}</code>
      </p>
    );
  const change = (index: number, part: Partial<Condition>) =>
    setRows(rows.map((r, i) => (i === index ? { ...r, ...part } : r)));
  return (
    <>
      {rows.map((row, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own
        <div key={i} className={classes.condition} role="group" aria-label={t("map.evidence.condition")}>
          <Autocomplete
            size="xs"
            aria-label={t("map.evidence.property")}
            placeholder={t("map.evidence.property")}
            disabled={disabled}
            data={[...new Set(properties.map((p) => p.name))]}
            value={row.property}
            onChange={(property) => change(i, { property })}
          />
          <NativeSelect
            size="xs"
            aria-label={t("map.evidence.operator")}
            disabled={disabled}
            data={operators.map((o) => ({ value: o, label: t(`map.operator.${o}`) }))}
            value={row.operator}
            onChange={(e) => change(i, { operator: e.currentTarget.value as Operator })}
          />
          {row.operator === "exists" ? (
            <Select
              size="xs"
              aria-label={t("map.evidence.value")}
              disabled={disabled}
              data={[
                { value: "true", label: t("common.yes") },
                { value: "false", label: t("common.no") },
              ]}
              value={row.value === "false" ? "false" : "true"}
              allowDeselect={false}
              onChange={(value) => change(i, { value: value ?? "true" })}
            />
          ) : (
            <Autocomplete
              size="xs"
              aria-label={t("map.evidence.value")}
              placeholder={row.operator === "in" ? t("map.evidence.listHint") : t("map.evidence.value")}
              disabled={disabled}
              data={[
                ...new Set((properties.find((p) => p.name === row.property)?.examples ?? []).map(plain)),
              ]}
              value={row.value}
              onChange={(value) => change(i, { value })}
            />
          )}
          {!disabled && (
            <ActionIcon
              size="xs"
              aria-label={t("map.evidence.removeCondition")}
              onClick={() => setRows(rows.filter((_, k) => k !== i))}
            >
              <IconX size={13} stroke={1.8} />
            </ActionIcon>
          )}
        </div>
      ))}
      {!disabled && (
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          leftSection={<IconPlus size={12} />}
          style={{ alignSelf: "flex-start" }}
          onClick={() => setRows([...rows, { property: "", operator: "is", value: "" }])}
        >
          {t("map.evidence.addCondition")}
        </Button>
      )}
    </>
  );
}
