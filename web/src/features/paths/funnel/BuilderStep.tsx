// SPDX-License-Identifier: Apache-2.0
import { useSortable } from "@dnd-kit/sortable";
import { CSS } from "@dnd-kit/utilities";
import { ActionIcon, CloseButton, Menu, TextInput } from "@mantine/core";
import { IconDots, IconGripVertical, IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useT } from "@/lang";
import { useHere } from "../here";
import { StepChip } from "../StepChip";
import classes from "./Funnel.module.css";
import { type FunnelStep, hasChoices, hasConditions } from "./funnelSteps";
import { shelfId } from "./StepShelf";
import type { FunnelState } from "./useFunnel";

interface BuilderStepProps {
  id: string;
  place: number;
  step: FunnelStep;
  funnel: FunnelState;
}

/** One step of the funnel: its place, what it is, and what may be said of it. */
export function BuilderStep({ id, place, step, funnel }: BuilderStepProps) {
  const t = useT();
  const { steps: all } = useHere();
  const {
    attributes,
    listeners,
    setNodeRef,
    setActivatorNodeRef,
    transform,
    transition,
    isDragging,
    isOver,
    active,
  } = useSortable({
    id,
  });
  const title = step.any.map((s) => all.title(s)).join(` ${t("paths.funnel.or")} `);
  const change = (next: Partial<FunnelStep>) =>
    funnel.setSteps(funnel.steps.map((s, i) => (i === place ? { ...s, ...next } : s)));
  return (
    <li
      ref={setNodeRef}
      className={classes.step}
      data-dragging={isDragging || undefined}
      data-insert={(isOver && shelfId.read(active?.id) !== undefined) || undefined}
      style={{ transform: CSS.Translate.toString(transform), transition }}
    >
      <button ref={setActivatorNodeRef} type="button" className={classes.grip} {...attributes} {...listeners}>
        <span className="visually-hidden">{t("paths.funnel.move", { name: title })} </span>
        <span className={classes.number}>{place + 1}</span>
        <IconGripVertical size={14} stroke={1.6} aria-hidden />
      </button>
      <div className={classes.stepBody}>
        {step.any.map((one, i) => (
          <span key={one} className={classes.choice}>
            {i > 0 && <span className={classes.or}>{t("paths.funnel.or")}</span>}
            <StepChip step={one} />
            {step.any.length > 1 && (
              <CloseButton
                size="xs"
                iconSize={12}
                aria-label={t("paths.funnel.removeChoice", { name: all.title(one) })}
                onClick={() => change({ any: step.any.filter((a) => a !== one) })}
              />
            )}
          </span>
        ))}
        {step.optional && <span className={classes.optional}>{t("common.optional")}</span>}
        {step.where.map((w) => (
          <span key={w} className={classes.where}>
            <code>{w}</code>
            <CloseButton
              size="xs"
              iconSize={12}
              aria-label={t("ui.removeFilter", { name: w })}
              onClick={() => change({ where: step.where.filter((x) => x !== w) })}
            />
          </span>
        ))}
      </div>
      <StepMenu step={step} title={title} funnel={funnel} onChange={change} place={place} />
    </li>
  );
}

interface StepMenuProps {
  step: FunnelStep;
  title: string;
  place: number;
  funnel: FunnelState;
  onChange: (next: Partial<FunnelStep>) => void;
}

function StepMenu({ step, title, place, funnel, onChange }: StepMenuProps) {
  const t = useT();
  const { steps: all, terms } = useHere();
  const [condition, setCondition] = useState("");
  const { steps } = funnel;
  const conditional = hasConditions(steps);
  const others = all.list.filter((s) => s.observed && !step.any.includes(s.id));
  const add = () => {
    if (condition.trim()) onChange({ where: [...step.where, condition.trim()] });
    setCondition("");
  };
  return (
    <Menu position="bottom-end" width={280}>
      <Menu.Target>
        <ActionIcon size="sm" aria-label={t("paths.funnel.options", { name: title })}>
          <IconDots size={16} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          onClick={() => onChange({ optional: !step.optional })}
          disabled={conditional || place === 0 || place === steps.length - 1}
        >
          {t(step.optional ? "paths.funnel.makeRequired" : "paths.funnel.makeOptional")}
        </Menu.Item>
        <Menu.Sub>
          <Menu.Sub.Target>
            <Menu.Sub.Item disabled={conditional}>{t("paths.funnel.addChoice")}</Menu.Sub.Item>
          </Menu.Sub.Target>
          <Menu.Sub.Dropdown className={classes.choices}>
            {others.map((s) => (
              <Menu.Item key={s.id} onClick={() => onChange({ any: [...step.any, s.id] })}>
                {s.title}
              </Menu.Item>
            ))}
          </Menu.Sub.Dropdown>
        </Menu.Sub>
        {terms.events && !hasChoices(steps) && (
          <form
            className={classes.conditionForm}
            onSubmit={(e) => {
              e.preventDefault();
              add();
            }}
          >
            <TextInput
              size="xs"
              label={t("paths.funnel.condition")}
              placeholder="device=mobile"
              value={condition}
              onChange={(e) => setCondition(e.currentTarget.value)}
              onKeyDown={(e) => e.stopPropagation()}
              rightSection={
                <ActionIcon type="submit" size="xs" aria-label={t("common.add")}>
                  <IconPlus size={14} />
                </ActionIcon>
              }
            />
          </form>
        )}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconTrash size={14} stroke={1.6} />}
          onClick={() => funnel.setSteps(steps.filter((_, i) => i !== place))}
        >
          {t("common.remove")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
