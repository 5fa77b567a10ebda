// SPDX-License-Identifier: Apache-2.0
import { useMemo } from "react";
import { useT } from "@/lang";
import { type Behaviour, completed, type Group, rowId, writeRule } from "@/lib/rule";
import { Conditions, useTraits } from "@/ui/conditions";
import { useRuleWords } from "@/ui/useRuleWords";
import { BehaviourRow } from "./BehaviourRow";
import { Holding } from "./Holding";
import classes from "./RuleEditor.module.css";
import { useHolding } from "./useHolding";

interface RuleEditorProps {
  rule: Group;
  onChange: (rule: Group) => void;
  /** What is wrong with it as it was sent, by row. */
  errors: Readonly<Record<string, string>>;
  /** What is still missing, quietly. */
  hint?: string;
}

const newBehaviour = (): Behaviour => ({
  id: rowId(),
  kind: "did",
  what: "",
  atLeast: 1,
  atMost: null,
  within: "",
  where: null,
});

/** A tree of conditions, row by row, with what it says in words and whom it holds. */
export function RuleEditor({ rule, onChange, errors, hint }: RuleEditorProps) {
  const t = useT();
  const words = useRuleWords();
  const traits = useTraits();
  const holding = useHolding(rule);
  const other = useMemo(
    () => ({
      label: t("segments.editor.behaviour"),
      make: newBehaviour,
      show: (row: Behaviour, change: (row: Behaviour) => void, wrong: Readonly<Record<string, string>>) => (
        <BehaviourRow behaviour={row} onChange={change} errors={wrong} />
      ),
    }),
    [t],
  );
  return (
    <fieldset className={classes.editor}>
      <legend>{t("segments.rule")}</legend>
      <div className={classes.words}>
        <p>{words.of(writeRule(completed(rule)))}</p>
        <Holding of={holding} />
      </div>
      <Conditions
        group={rule}
        onChange={onChange}
        fields={traits}
        fieldLabel={t("segments.editor.field")}
        errors={{ ...holding.errors, ...errors }}
        other={other}
      />
      {hint && <p className={classes.hint}>{hint}</p>}
    </fieldset>
  );
}
