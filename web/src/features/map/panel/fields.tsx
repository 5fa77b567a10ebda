// SPDX-License-Identifier: Apache-2.0
import {
  Autocomplete,
  MultiSelect,
  NumberInput,
  Select,
  Switch,
  TagsInput,
  Textarea,
  TextInput,
} from "@mantine/core";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { Term } from "@/api";
import { valueAt } from "../document/paths";
import type { Step } from "../document/types";
import { useJourney, useTools, useUi } from "../state/tools";
import classes from "./Panel.module.css";

/** Where a field stands: in a step, or in the journey itself. */
export interface Place {
  step?: Step;
  field: string;
  label: string;
  description?: ReactNode;
  placeholder?: string;
}

/** A field's value and how to set it. */
export function useField({ step, field }: Pick<Place, "step" | "field">) {
  const tools = useTools();
  const journey = useJourney();
  const value = valueAt(step ?? journey, field);
  const set = (to: unknown) => {
    if (to !== value) tools.set(step?.id, field, to === "" || to === null ? undefined : to);
  };
  return { value, set, disabled: !tools.mayEdit(step) };
}

/** Shows who else is in a field, and tells others that one is in it oneself. */
export function Here({ step, field, children }: { step?: Step; field: string; children: ReactNode }) {
  const tools = useTools();
  const people = useUi((ui) => ui.people);
  const other = people.find((p) => p.field === field && (p.step ?? "") === (step?.id ?? ""));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only watches what is inside
    <div
      className={classes.field}
      data-person={other ? true : undefined}
      style={other ? ({ "--person": other.color } as React.CSSProperties) : undefined}
      onFocus={() => tools.ui.write({ field })}
      onBlur={() => tools.ui.write({ field: "" })}
    >
      {other && <span className={classes.person}>{other.name}</span>}
      {children}
    </div>
  );
}

/** How long a pause in typing is before a text is saved. */
const pause = 800;

/** A text while it is typed: saved after a pause and on leaving; others' changes come in while it rests. */
export function useTyping(value: string, save: (text: string) => void) {
  const [text, setText] = useState(value);
  const saved = useRef(value);
  const latest = useRef({ text, save });
  latest.current = { text, save };
  const commit = () => {
    const { text, save } = latest.current;
    if (text.trim() === saved.current) return;
    saved.current = text.trim();
    save(text.trim());
  };
  const kept = useRef(commit);
  kept.current = commit;
  useEffect(() => {
    if (text.trim() === saved.current) return;
    const timer = setTimeout(() => kept.current(), pause);
    return () => clearTimeout(timer);
  }, [text]);
  useEffect(() => {
    // What was typed here stands until it is saved.
    if (value !== saved.current && latest.current.text.trim() === saved.current) {
      saved.current = value;
      setText(value);
    }
  }, [value]);
  useEffect(() => () => kept.current(), []);
  return { value: text, onChange: setText, onBlur: commit };
}

export function TextField(props: Place & { long?: boolean; required?: boolean }) {
  const { step, field, label, description, placeholder, long, required } = props;
  const { value, set, disabled } = useField(props);
  const typing = useTyping(String(value ?? ""), (text) => {
    if (text || !required) set(text);
  });
  const shared = {
    label,
    description,
    placeholder,
    disabled,
    value: typing.value,
    onBlur: typing.onBlur,
    onChange: (e: { currentTarget: { value: string } }) => typing.onChange(e.currentTarget.value),
  };
  return (
    <Here step={step} field={field}>
      {long ? <Textarea autosize minRows={2} maxRows={12} {...shared} /> : <TextInput {...shared} />}
    </Here>
  );
}

/** A text with proposals. */
export function SuggestField(props: Place & { options: readonly string[] }) {
  const { step, field, label, description, placeholder, options } = props;
  const { value, set, disabled } = useField(props);
  const typing = useTyping(String(value ?? ""), set);
  return (
    <Here step={step} field={field}>
      <Autocomplete
        label={label}
        description={description}
        placeholder={placeholder}
        disabled={disabled}
        data={[...options]}
        limit={50}
        value={typing.value}
        onChange={typing.onChange}
        onBlur={typing.onBlur}
      />
    </Here>
  );
}

export function ChoiceField(
  props: Place & { options: readonly Term[]; required?: boolean; fallback?: string },
) {
  const { step, field, label, description, placeholder, options, required, fallback } = props;
  const { value, set, disabled } = useField(props);
  const chosen = (value as string | undefined) ?? fallback ?? null;
  const known = chosen === null || options.some((o) => o.value === chosen);
  return (
    <Here step={step} field={field}>
      <Select
        label={label}
        description={description}
        placeholder={placeholder}
        disabled={disabled}
        data={[...options, ...(known ? [] : [{ value: chosen, label: chosen }])]}
        value={chosen}
        clearable={!required}
        searchable={options.length > 8}
        allowDeselect={!required}
        onChange={set}
      />
    </Here>
  );
}

export function SwitchField(props: Place) {
  const { step, field, label, description } = props;
  const { value, set, disabled } = useField(props);
  return (
    <Here step={step} field={field}>
      <Switch
        size="sm"
        label={label}
        description={description}
        disabled={disabled}
        checked={Boolean(value)}
        onChange={(e) => set(e.currentTarget.checked || undefined)}
      />
    </Here>
  );
}

export function NumberField(props: Place & { min?: number; max?: number; step_?: number }) {
  const { step, field, label, description, placeholder, min, max, step_ } = props;
  const { value, set, disabled } = useField(props);
  const typing = useTyping(value === undefined ? "" : String(value), (text) =>
    set(text === "" ? undefined : Number(text)),
  );
  return (
    <Here step={step} field={field}>
      <NumberInput
        label={label}
        description={description}
        placeholder={placeholder}
        disabled={disabled}
        min={min}
        max={max}
        step={step_}
        value={typing.value}
        onChange={(v) => typing.onChange(String(v))}
        onBlur={typing.onBlur}
      />
    </Here>
  );
}

/** Several of a list. */
export function ManyField(props: Place & { options: readonly Term[] }) {
  const { step, field, label, description, placeholder, options } = props;
  const { value, set, disabled } = useField(props);
  const list = listOf(value);
  const unknown = list
    .filter((v) => !options.some((o) => o.value === v))
    .map((v) => ({ value: v, label: v }));
  return (
    <Here step={step} field={field}>
      <MultiSelect
        label={label}
        description={description}
        placeholder={list.length === 0 ? placeholder : undefined}
        disabled={disabled}
        data={[...options, ...unknown]}
        value={list}
        searchable
        hidePickedOptions
        onChange={(next) => set(next.length > 0 ? next : undefined)}
      />
    </Here>
  );
}

/** Several words of one's own. */
export function WordsField(props: Place & { options?: readonly string[] }) {
  const { step, field, label, description, placeholder, options } = props;
  const { value, set, disabled } = useField(props);
  const list = listOf(value);
  return (
    <Here step={step} field={field}>
      <TagsInput
        label={label}
        description={description}
        placeholder={list.length === 0 ? placeholder : undefined}
        disabled={disabled}
        data={options ? [...options] : []}
        value={list}
        onChange={(next) => set(next.length > 0 ? next : undefined)}
      />
    </Here>
  );
}

const listOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(String) : value === undefined || value === null ? [] : [String(value)];
