// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from "react";
import { useT } from "@/lang";
import { completed, type Group, readRule, writeRule } from "@/lib/rule";
import { Conditions, useProperties } from "@/ui/conditions";
import { same } from "../document/paths";
import type { Where } from "../document/types";

interface WhereRowsProps {
  event: string;
  where: Where | undefined;
  disabled: boolean;
  onChange: (where: Where | undefined) => void;
}

const pause = 700;

/** The tree that the finished rows make; undefined where there are none. */
function whereOf(group: Group): Where | undefined {
  const ready = completed(group);
  return ready.children.length > 0 ? writeRule(ready) : undefined;
}

/** Conditions on an event's properties, in groups that may stand in one another. */
export function WhereRows({ event, where, disabled, onChange }: WhereRowsProps) {
  const t = useT();
  const properties = useProperties(event);
  const [group, setGroup] = useState(() => readRule(where));
  const [saved, setSaved] = useState(where);
  const [edited, setEdited] = useState(false);
  if (!same(where, saved)) {
    setSaved(where);
    if (!same(whereOf(group), where)) {
      setGroup(readRule(where));
      setEdited(false);
    }
  }
  // Half a condition is not saved; a finished one after a pause. What nobody edits stays as it is written.
  useEffect(() => {
    if (disabled || !edited) return;
    const next = whereOf(group);
    if (same(next, saved)) return;
    const timer = setTimeout(() => {
      setSaved(next);
      onChange(next);
    }, pause);
    return () => clearTimeout(timer);
  });
  return (
    <Conditions
      group={group}
      onChange={(next) => {
        setEdited(true);
        setGroup(next);
      }}
      fields={properties}
      fieldLabel={t("map.evidence.property")}
      disabled={disabled}
    />
  );
}
