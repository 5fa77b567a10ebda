// SPDX-License-Identifier: Apache-2.0
import { ActionIcon, Button, Select, Tooltip } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useT } from "@/lang";
import { completed, type Group, isGroup, type Rule, replaceRow, rowId, writeRule } from "@/lib/rule";
import { useRuleWords } from "@/ui/useRuleWords";
import { BehaviourRow } from "./BehaviourRow";
import { ConditionRow } from "./ConditionRow";
import classes from "./RuleEditor.module.css";
import { useNames } from "./useNames";

interface RuleEditorProps {
  rule: Group;
  onChange: (rule: Group) => void;
  error?: string;
  /** What is still missing, quietly. */
  hint?: string;
}

/** A tree of conditions, row by row, with what it says in words. */
export function RuleEditor({ rule, onChange, error, hint }: RuleEditorProps) {
  const t = useT();
  const words = useRuleWords();
  return (
    <fieldset className={classes.editor}>
      <legend>{t("segments.rule")}</legend>
      <p className={classes.words}>{words.of(writeRule(completed(rule)))}</p>
      <GroupEditor group={rule} onChange={onChange} root />
      {error && (
        <p className={classes.error} role="alert">
          {error}
        </p>
      )}
      {hint && !error && <p className={classes.hint}>{hint}</p>}
    </fieldset>
  );
}

interface GroupEditorProps {
  group: Group;
  onChange: (group: Group) => void;
  onRemove?: () => void;
  root?: boolean;
}

export const newCondition = (): Rule => ({
  id: rowId(),
  kind: "condition",
  field: "",
  operator: "is",
  value: "",
});

function GroupEditor({ group, onChange, onRemove, root = false }: GroupEditorProps) {
  const t = useT();
  const names = useNames();
  const add = (rule: Rule) => onChange({ ...group, children: [...group.children, rule] });
  const swap = (id: string, next: Rule | null) => onChange(replaceRow(group, id, next));
  const small = {
    size: "compact-xs",
    variant: "default",
    leftSection: <IconPlus size={12} stroke={2} />,
  } as const;
  return (
    <div
      className={classes.group}
      data-root={root || undefined}
      role="group"
      aria-label={t(`segments.editor.${group.kind}`)}
    >
      {(!root || group.children.length > 1) && (
        <div className={classes.head}>
          <Select
            size="xs"
            w={200}
            aria-label={t("segments.editor.group")}
            data={(root ? (["all", "any"] as const) : (["all", "any", "not"] as const)).map((kind) => ({
              value: kind,
              label: t(`segments.editor.${kind}`),
            }))}
            value={group.kind}
            onChange={(kind) => onChange({ ...group, kind: (kind ?? "all") as Group["kind"] })}
            allowDeselect={false}
          />
          {onRemove && <Remove onClick={onRemove} />}
        </div>
      )}
      {group.children.map((child) =>
        isGroup(child) ? (
          <GroupEditor
            key={child.id}
            group={child}
            onChange={(next) => swap(child.id, next)}
            onRemove={() => swap(child.id, null)}
          />
        ) : (
          <div key={child.id} className={classes.row}>
            {child.kind === "condition" ? (
              <ConditionRow
                condition={child}
                fields={names.traits}
                onChange={(next) => swap(child.id, next)}
              />
            ) : (
              <BehaviourRow
                behaviour={child}
                events={names.events}
                onChange={(next) => swap(child.id, next)}
              />
            )}
            <Remove onClick={() => swap(child.id, null)} />
          </div>
        ),
      )}
      <div className={classes.add}>
        <Button {...small} onClick={() => add(newCondition())}>
          {t("segments.editor.condition")}
        </Button>
        <Button
          {...small}
          onClick={() =>
            add({ id: rowId(), kind: "did", what: "", atLeast: 1, atMost: null, within: "", where: null })
          }
        >
          {t("segments.editor.behaviour")}
        </Button>
        <Button {...small} onClick={() => add({ id: rowId(), kind: "any", children: [newCondition()] })}>
          {t("segments.editor.addGroup")}
        </Button>
      </div>
    </div>
  );
}

function Remove({ onClick }: { onClick: () => void }) {
  const t = useT();
  return (
    <Tooltip label={t("segments.editor.remove")}>
      <ActionIcon
        size="sm"
        aria-label={t("segments.editor.remove")}
        onClick={onClick}
        className={classes.remove}
      >
        <IconTrash size={14} stroke={1.6} />
      </ActionIcon>
    </Tooltip>
  );
}
