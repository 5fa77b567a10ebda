// SPDX-License-Identifier: Apache-2.0
import { ActionIcon, Button, NativeSelect } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { createContext, type ReactNode, useContext, useMemo, useRef, useState } from "react";
import { useT } from "@/lang";
import {
  type Behaviour,
  type Condition,
  type Group,
  isGroup,
  type Rule,
  replaceRow,
  rowId,
} from "@/lib/rule";
import { ConditionRow } from "./ConditionRow";
import classes from "./conditions.module.css";
import type { Field } from "./fields";

/** From this depth on no more groups are begun; nobody could read them. */
const deepest = 4;

/** A kind of row beside conditions. */
export interface OtherRow {
  label: string;
  make: () => Rule;
  show: (
    row: Behaviour,
    onChange: (row: Behaviour) => void,
    errors: Readonly<Record<string, string>>,
  ) => ReactNode;
}

export interface ConditionsProps {
  group: Group;
  onChange: (group: Group) => void;
  /** What conditions can be about. */
  fields: readonly Field[];
  /** What a field is called: "Trait" or "Property". */
  fieldLabel: string;
  disabled?: boolean;
  /** What is wrong, by row. */
  errors?: Readonly<Record<string, string>>;
  other?: OtherRow;
}

interface Shared extends Pick<ConditionsProps, "fields" | "fieldLabel" | "disabled" | "other"> {
  errors: Readonly<Record<string, string>>;
  /** The row that was added last: where one goes on to write. */
  fresh: string;
  setFresh: (id: string) => void;
}

const SharedContext = createContext<Shared | null>(null);

export const newCondition = (): Condition => ({
  id: rowId(),
  kind: "condition",
  field: "",
  operator: "is",
  value: "",
});

/** A tree of conditions: groups of which all, any or none hold, and rows in them. */
export function Conditions({
  group,
  onChange,
  fields,
  fieldLabel,
  disabled,
  errors,
  other,
}: ConditionsProps) {
  const [fresh, setFresh] = useState("");
  const shared = useMemo(
    () => ({ fields, fieldLabel, disabled, other, errors: errors ?? {}, fresh, setFresh }),
    [fields, fieldLabel, disabled, other, errors, fresh],
  );
  return (
    <SharedContext value={shared}>
      <GroupView group={group} depth={0} onChange={onChange} />
    </SharedContext>
  );
}

interface GroupViewProps {
  group: Group;
  depth: number;
  onChange: (group: Group) => void;
  onRemove?: () => void;
}

function GroupView({ group, depth, onChange, onRemove }: GroupViewProps) {
  const t = useT();
  const { disabled, errors, other, setFresh } = useShared();
  const foot = useRef<HTMLDivElement>(null);
  const swap = (id: string, next: Rule | null) => {
    if (!next) foot.current?.querySelector("button")?.focus();
    onChange(replaceRow(group, id, next));
  };
  const add = (rule: Rule) => {
    const first = isGroup(rule) ? rule.children[0] : rule;
    setFresh(first?.id ?? "");
    onChange({ ...group, children: [...group.children, rule] });
  };
  const small = {
    size: "compact-xs",
    variant: "subtle",
    color: "gray",
    leftSection: <IconPlus size={12} stroke={2} />,
  } as const;
  return (
    <div
      className={classes.group}
      data-depth={depth}
      role="group"
      aria-label={t(`ui.conditions.${group.kind}`)}
    >
      {(depth > 0 || group.children.length > 1 || group.kind !== "all") && (
        <div className={classes.head}>
          <KindSelect group={group} onChange={onChange} />
          {onRemove && !disabled && <Remove label={t("ui.conditions.removeGroup")} onClick={onRemove} />}
        </div>
      )}
      {errors[group.id] && (
        <p className={classes.error} role="alert">
          {errors[group.id]}
        </p>
      )}
      {group.children.map((child) =>
        isGroup(child) ? (
          <GroupView
            key={child.id}
            group={child}
            depth={depth + 1}
            onChange={(next) => swap(child.id, next.children.length > 0 ? next : null)}
            onRemove={() => swap(child.id, null)}
          />
        ) : (
          <RowView
            key={child.id}
            row={child}
            onChange={(next) => swap(child.id, next)}
            onRemove={() => swap(child.id, null)}
          />
        ),
      )}
      {!disabled && (
        <div className={classes.add} ref={foot}>
          <Button {...small} onClick={() => add(newCondition())}>
            {t("ui.conditions.condition")}
          </Button>
          {other && (
            <Button {...small} onClick={() => add(other.make())}>
              {other.label}
            </Button>
          )}
          {depth < deepest && (
            <Button
              {...small}
              onClick={() =>
                add({ id: rowId(), kind: group.kind === "any" ? "all" : "any", children: [newCondition()] })
              }
            >
              {t("ui.conditions.group")}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

/** How the rows of a group go together. "Not all" is not offered, and kept where a document says it. */
function KindSelect({ group, onChange }: Pick<GroupViewProps, "group" | "onChange">) {
  const t = useT();
  const { disabled } = useShared();
  const kinds: Group["kind"][] =
    group.kind === "not" ? ["all", "any", "none", "not"] : ["all", "any", "none"];
  return (
    <NativeSelect
      size="xs"
      variant="unstyled"
      className={classes.kind}
      aria-label={t("ui.conditions.together")}
      disabled={disabled}
      data={kinds.map((kind) => ({ value: kind, label: t(`ui.conditions.${kind}`) }))}
      value={group.kind}
      onChange={(e) => onChange({ ...group, kind: e.currentTarget.value as Group["kind"] })}
    />
  );
}

interface RowViewProps {
  row: Condition | Behaviour;
  onChange: (row: Rule) => void;
  onRemove: () => void;
}

function RowView({ row, onChange, onRemove }: RowViewProps) {
  const t = useT();
  const { fields, fieldLabel, disabled, errors, other, fresh } = useShared();
  const error = errors[row.id];
  return (
    <div className={classes.row} data-wrong={error ? true : undefined}>
      <div className={classes.body}>
        {row.kind === "condition" ? (
          <ConditionRow
            condition={row}
            fields={fields}
            label={fieldLabel}
            disabled={disabled}
            autoFocus={fresh === row.id}
            onChange={onChange}
          />
        ) : (
          other?.show(row, onChange, errors)
        )}
        {error && (
          <p className={classes.error} role="alert">
            {error}
          </p>
        )}
      </div>
      {!disabled && <Remove label={t("ui.conditions.remove")} onClick={onRemove} />}
    </div>
  );
}

function Remove({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <ActionIcon size="sm" className={classes.remove} aria-label={label} title={label} onClick={onClick}>
      <IconX size={14} stroke={1.6} />
    </ActionIcon>
  );
}

function useShared(): Shared {
  const shared = useContext(SharedContext);
  if (!shared) throw new Error("conditions stand in Conditions");
  return shared;
}
