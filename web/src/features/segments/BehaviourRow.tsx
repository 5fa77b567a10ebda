// SPDX-License-Identifier: Apache-2.0
import { ActionIcon, Autocomplete, Button, NumberInput, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useT } from "@/lang";
import { type Behaviour, type Condition, type Group, replaceRow, rowId } from "@/lib/rule";
import { ConditionRow } from "./ConditionRow";
import classes from "./RuleEditor.module.css";
import { useProperties } from "./useNames";

interface BehaviourRowProps {
  behaviour: Behaviour;
  events: string[];
  onChange: (behaviour: Behaviour) => void;
}

const emptyCondition = (): Condition => ({
  id: rowId(),
  kind: "condition",
  field: "",
  operator: "is",
  value: "",
});

/** Did something so many times within a length of time, under conditions. */
export function BehaviourRow({ behaviour, events, onChange }: BehaviourRowProps) {
  const t = useT();
  const properties = useProperties(behaviour.what);
  const { atLeast, atMost, within, where } = behaviour;
  const conditions = (where?.children ?? []).filter((c): c is Condition => c.kind === "condition");
  const setWhere = (next: Group | null) =>
    onChange({ ...behaviour, where: next && next.children.length > 0 ? next : null });
  const times = (label: string, value: number | null, set: (n: number | null) => void) => (
    <>
      <span aria-hidden>{label}</span>
      <NumberInput
        size="xs"
        w={56}
        aria-label={label}
        value={value ?? ""}
        onChange={(n) => set(typeof n === "number" ? n : null)}
        min={0}
        allowDecimal={false}
        hideControls
      />
    </>
  );
  return (
    <div className={classes.behaviour}>
      <div className={classes.sentence}>
        <span aria-hidden>{t("segments.editor.did")}</span>
        <Autocomplete
          size="xs"
          w={200}
          aria-label={t("segments.editor.event")}
          placeholder={t("segments.editor.eventPlaceholder")}
          data={events}
          value={behaviour.what}
          onChange={(what) => onChange({ ...behaviour, what })}
        />
        {times(t("segments.editor.atLeast"), atLeast, (n) => onChange({ ...behaviour, atLeast: n }))}
        {times(t("segments.editor.atMost"), atMost, (n) => onChange({ ...behaviour, atMost: n }))}
        <span aria-hidden>{t("segments.editor.times")}</span>
        <span aria-hidden>{t("segments.editor.within")}</span>
        <TextInput
          size="xs"
          w={88}
          aria-label={t("segments.editor.within")}
          title={t("segments.editor.withinText")}
          placeholder={t("segments.editor.ever")}
          value={within}
          onChange={(e) => onChange({ ...behaviour, within: e.currentTarget.value.trim() })}
        />
      </div>
      {where && <span className={classes.sentence}>{t("segments.editor.where")}</span>}
      {where &&
        conditions.map((c) => (
          <div key={c.id} className={classes.row}>
            <ConditionRow
              condition={c}
              fields={properties}
              property
              onChange={(next) => setWhere(replaceRow(where, c.id, next))}
            />
            <ActionIcon
              size="sm"
              className={classes.remove}
              aria-label={t("segments.editor.remove")}
              onClick={() => setWhere(replaceRow(where, c.id, null))}
            >
              <IconX size={14} stroke={1.6} />
            </ActionIcon>
          </div>
        ))}
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        leftSection={<IconPlus size={12} stroke={2} />}
        style={{ alignSelf: "flex-start" }}
        onClick={() =>
          setWhere({
            id: where?.id ?? rowId(),
            kind: "all",
            children: [...(where?.children ?? []), emptyCondition()],
          })
        }
      >
        {t("segments.editor.addWhere")}
      </Button>
    </div>
  );
}
