// SPDX-License-Identifier: Apache-2.0
// The "where" tree of segments and lifecycle states: from a document to
// something that can be edited row by row, and back. Pure.

export type Scalar = string | number | boolean;
export const operators = [
  "is",
  "is_not",
  "in",
  "starts_with",
  "contains",
  "matches",
  "gt",
  "gte",
  "lt",
  "lte",
  "exists",
] as const;
export type Operator = (typeof operators)[number];

/** One condition on a trait or, inside behaviour, on a property of the event. */
export interface Condition {
  id: string;
  kind: "condition";
  field: string;
  operator: Operator;
  /** One value, for "in" a list, for "exists" a boolean. */
  value: Scalar | Scalar[];
}

/** What the customer did: an event, or (in a lifecycle) a completed journey. */
export interface Behaviour {
  id: string;
  kind: "did" | "completed";
  /** The event's name, or the journey's id ("any" for whichever). */
  what: string;
  atLeast: number | null;
  atMost: number | null;
  /** As in "365d"; "" is ever. */
  within: string;
  /** Conditions on the event's properties. */
  where: Group | null;
}

/** Conditions that must all hold, of which one must hold, or which must not all hold. */
export interface Group {
  id: string;
  kind: "all" | "any" | "not";
  children: Rule[];
}

export type Rule = Condition | Behaviour | Group;

let last = 0;
/** A name for a row while it is edited; it never reaches the document. */
export const rowId = (): string => `r${++last}`;

export const isGroup = (rule: Rule): rule is Group =>
  rule.kind === "all" || rule.kind === "any" || rule.kind === "not";

type Plain = Record<string, unknown>;
const isPlain = (v: unknown): v is Plain => typeof v === "object" && v !== null && !Array.isArray(v);

/** Reads a tree as it stands in a document. What is not understood is left out. */
export function readRule(value: unknown): Group {
  return { id: rowId(), kind: "all", children: isPlain(value) ? readEntries(value) : [] };
}

function readEntries(tree: Plain): Rule[] {
  return Object.entries(tree).flatMap(([key, value]): Rule[] => {
    switch (key) {
      case "all":
      case "any":
        return [{ id: rowId(), kind: key, children: listOf(value).map(readOne) }];
      case "not":
        return [{ id: rowId(), kind: "not", children: isPlain(value) ? readEntries(value) : [] }];
      case "did":
      case "completed":
        return (Array.isArray(value) ? value : [value]).filter(isPlain).map((one) => readBehaviour(key, one));
      default:
        return readField(key, value);
    }
  });
}

const listOf = (v: unknown): Plain[] => (Array.isArray(v) ? v.filter(isPlain) : []);

/** A tree with one entry is that entry; more stand in a group. */
function readOne(tree: Plain): Rule {
  const entries = readEntries(tree);
  return entries.length === 1 && entries[0] ? entries[0] : { id: rowId(), kind: "all", children: entries };
}

function readField(field: string, value: unknown): Rule[] {
  const one = (operator: Operator, v: Scalar | Scalar[]): Condition => ({
    id: rowId(),
    kind: "condition",
    field,
    operator,
    value: v,
  });
  if (Array.isArray(value)) return [one("in", value as Scalar[])];
  if (!isPlain(value)) return [one("is", (value ?? "") as Scalar)];
  return Object.entries(value)
    .filter(([operator]) => operators.includes(operator as Operator))
    .map(([operator, v]) => one(operator as Operator, v as Scalar | Scalar[]));
}

function readBehaviour(kind: Behaviour["kind"], value: Plain): Behaviour {
  const number = (v: unknown) => (typeof v === "number" ? v : null);
  return {
    id: rowId(),
    kind,
    what: String((kind === "did" ? value.event : value.journey) ?? ""),
    atLeast: number(value.at_least),
    atMost: number(value.at_most),
    within: value.within === undefined ? "" : String(value.within),
    where: isPlain(value.where) && Object.keys(value.where).length > 0 ? readRule(value.where) : null,
  };
}

/** Writes the tree as a document has it, in its shortest form. */
export function writeRule(group: Group): Plain {
  if (group.kind !== "all") return writeOne(group);
  return merged(group.children.map(writeOne)) ?? { all: group.children.map(writeOne) };
}

function writeOne(rule: Rule): Plain {
  switch (rule.kind) {
    case "condition":
      return { [rule.field]: writeValue(rule) };
    case "did":
    case "completed":
      return { [rule.kind]: writeBehaviour(rule) };
    case "not":
      return { not: writeRule({ ...rule, kind: "all" }) };
    case "any":
      return { any: rule.children.map(writeOne) };
    case "all":
      return writeRule(rule);
  }
}

/** One mapping of several, unless two say something under the same key. */
function merged(parts: Plain[]): Plain | null {
  const whole: Plain = {};
  for (const [key, value] of parts.flatMap((p) => Object.entries(p))) {
    if (key in whole) return null;
    whole[key] = value;
  }
  return whole;
}

function writeValue({ operator, value }: Condition): unknown {
  if (operator === "is") return value;
  if (operator === "in") return Array.isArray(value) ? value : [value];
  return { [operator]: value };
}

function writeBehaviour({ kind, what, atLeast, atMost, within, where }: Behaviour): Plain {
  const tree = where && where.children.length > 0 ? writeRule(where) : null;
  return {
    ...(kind === "did" ? { event: what } : { journey: what }),
    ...(tree ? { where: tree } : {}),
    ...(atLeast === null ? {} : { at_least: atLeast }),
    ...(atMost === null ? {} : { at_most: atMost }),
    ...(within ? { within } : {}),
  };
}

/** Whether every row says enough to be kept. */
export function isComplete(rule: Rule): boolean {
  if (isGroup(rule)) return rule.children.length > 0 && rule.children.every(isComplete);
  if (rule.kind !== "condition") return rule.what.trim() !== "" && (!rule.where || isComplete(rule.where));
  if (rule.field.trim() === "") return false;
  return Array.isArray(rule.value) ? rule.value.length > 0 : rule.value !== "";
}

/** The tree without the rows that do not say enough yet. */
export function completed(group: Group): Group {
  const children = group.children.map((c) => (isGroup(c) ? completed(c) : c)).filter(isComplete);
  return { ...group, children };
}

/** The tree with one row exchanged; null takes it out, and with it groups that become empty. */
export function replaceRow<R extends Rule>(tree: R, id: string, next: Rule | null): R {
  if (!isGroup(tree)) return tree;
  const children = tree.children.flatMap((child): Rule[] => {
    if (child.id === id) return next ? [next] : [];
    if (!isGroup(child)) return [child];
    const inner = replaceRow(child, id, next);
    return inner.children.length === 0 && child.children.length > 0 ? [] : [inner];
  });
  return { ...tree, children };
}

/** What somebody typed, as the value that it means: a number, true, false, or a text. */
export function scalarOf(text: string): Scalar {
  const trimmed = text.trim();
  if (trimmed === "true" || trimmed === "false") return trimmed === "true";
  return trimmed !== "" && /^-?\d+(\.\d+)?$/.test(trimmed) && String(Number(trimmed)) === trimmed
    ? Number(trimmed)
    : trimmed;
}
