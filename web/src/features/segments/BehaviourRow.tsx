// SPDX-License-Identifier: Apache-2.0
import { Autocomplete, Button, NumberInput, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useT } from "@/lang";
import { type Behaviour, rowId } from "@/lib/rule";
import { Conditions, newCondition, useEventNames, useProperties } from "@/ui/conditions";
import classes from "./RuleEditor.module.css";

interface BehaviourRowProps {
  behaviour: Behaviour;
  onChange: (behaviour: Behaviour) => void;
  /** What is wrong, by row. */
  errors: Readonly<Record<string, string>>;
}

/** Did something so many times within a length of time, under conditions. */
export function BehaviourRow({ behaviour, onChange, errors }: BehaviourRowProps) {
  const t = useT();
  const events = useEventNames();
  const properties = useProperties(events.includes(behaviour.what) ? behaviour.what : "");
  const { atLeast, atMost, within, where } = behaviour;
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
          limit={60}
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
      {where ? (
        <>
          <span className={classes.sentence}>{t("segments.editor.where")}</span>
          <Conditions
            group={where}
            fields={properties}
            fieldLabel={t("segments.editor.property")}
            errors={errors}
            onChange={(next) => onChange({ ...behaviour, where: next.children.length > 0 ? next : null })}
          />
        </>
      ) : (
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          leftSection={<IconPlus size={12} stroke={2} />}
          className={classes.begin}
          onClick={() =>
            onChange({ ...behaviour, where: { id: rowId(), kind: "all", children: [newCondition()] } })
          }
        >
          {t("segments.editor.addWhere")}
        </Button>
      )}
    </div>
  );
}
