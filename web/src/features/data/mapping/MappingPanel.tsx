// SPDX-License-Identifier: Apache-2.0
import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import type { Fault } from "@/api";
import type { LoadTable } from "@/api/generated";
import { useT } from "@/lang";
import { EmptyState, Panel } from "@/ui";
import classes from "../import/Import.module.css";
import { ColumnRow } from "./ColumnRow";
import { setRole } from "./edit";
import { RuleSettings } from "./RuleSettings";
import { type Mapping, type Role, type Rule, roleOf, ruleFor } from "./roles";

interface MappingPanelProps {
  tables: readonly LoadTable[];
  /** Null while the text cannot be read. */
  mapping: Mapping | null;
  text: string;
  onChange: (text: string) => void;
  faults: readonly Fault[];
}

const nameOf = (t: LoadTable) => (t.sheet ? `${t.file} · ${t.sheet}` : t.file);

/** What the columns mean, as a table. What it changes, it changes in the text. */
export function MappingPanel({ tables, mapping, text, onChange, faults }: MappingPanelProps) {
  const t = useT();
  const mapped = tables.filter((table) => (table.columns ?? []).length > 0);
  const [shown, show] = useState(0);
  const table = mapped[shown] ?? mapped[0];
  const rule = mapping && table && ruleFor(mapping, table);
  return (
    <Panel flush title={t("data.mapping.title")} text={t("data.mapping.text")}>
      {mapped.length > 1 && (
        <div className={classes.tables}>
          <SegmentedControl
            size="xs"
            aria-label={t("data.mapping.tables")}
            value={String(shown)}
            onChange={(v) => show(Number(v))}
            data={mapped.map((m, i) => ({ value: String(i), label: nameOf(m) }))}
          />
        </div>
      )}
      {!mapping ? (
        <EmptyState title={t("data.mapping.unreadable")} text={t("data.mapping.unreadableText")} />
      ) : !table ? (
        <EmptyState title={t("data.mapping.noTable")} text={t("data.mapping.noTableText")} />
      ) : !rule ? (
        <EmptyState
          title={t("data.mapping.noRule", { file: nameOf(table) })}
          text={t("data.mapping.noRuleText")}
        />
      ) : (
        <>
          <RuleSettings mapping={mapping} rule={rule} table={table} text={text} onChange={onChange} />
          <Columns table={table} rule={rule} text={text} onChange={onChange} faults={faults} />
        </>
      )}
    </Panel>
  );
}

interface ColumnsProps {
  table: LoadTable;
  rule: Rule;
  text: string;
  onChange: (text: string) => void;
  faults: readonly Fault[];
}

function Columns({ table, rule, text, onChange, faults }: ColumnsProps) {
  const t = useT();
  const columns = table.columns ?? [];
  const names = columns.map((c) => c.name);
  const rows = Math.max(...columns.map((c) => c.filled));
  const faultOf = (role: Role, column: string) =>
    faults.find((f) => {
      const at = f.location ?? "";
      const head = `files[${rule.index}].`;
      if (!at.startsWith(head)) return false;
      const [key, name] = at.slice(head.length).split(".");
      return (
        key === role.as && (name === undefined || ("name" in role ? name === role.name : name === column))
      );
    });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={t("data.mapping.title")}>
      <table className={classes.columns} aria-label={t("data.mapping.title")}>
        <thead>
          <tr>
            <th scope="col">{t("data.column")}</th>
            <th scope="col">{t("data.mapping.examples")}</th>
            <th scope="col">{t("data.mapping.becomes")}</th>
            <th scope="col">{t("data.mapping.how")}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column) => {
            const role = roleOf(rule, column.name);
            return (
              <ColumnRow
                key={column.name}
                column={column}
                rows={rows}
                role={role}
                fault={faultOf(role, column.name)}
                onChange={(next) => onChange(setRole(text, rule.index, column.name, next, names))}
              />
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
