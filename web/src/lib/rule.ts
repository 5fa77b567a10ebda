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

/** Conditions that must all hold, of which one must hold, of which none may hold, or which must not all hold. */
export interface Group {
  id: string;
  kind: "all" | "any" | "none" | "not";
  children: Rule[];
}

export type Rule = Condition | Behaviour | Group;

let last = 0;
/** A name for a row while it is edited; it never reaches the document. */
export const rowId = (): string => `r${++last}`;

export const isGroup = (rule: Rule): rule is Group => "children" in rule;

type Plain = Record<string, unknown>;
const isPlain = (v: unknown): v is Plain => typeof v === "object" && v !== null && !Array.isArray(v);

/** Reads a tree as it stands in a document. What is not understood is left out. */
export function readRule(value: unknown): Group {
  const children = isPlain(value) ? readEntries(value) : [];
  const only = children.length === 1 ? children[0] : undefined;
  return only && isGroup(only) ? only : { id: rowId(), kind: "all", children };
}

function readEntries(tree: Plain): Rule[] {
  return Object.entries(tree).flatMap(([key, value]): Rule[] => {
    switch (key) {
      case "all":
      case "any":
        return [{ id: rowId(), kind: key, children: listOf(value).map(readOne) }];
      case "not":
        return [readNot(isPlain(value) ? readEntries(value) : [])];
      case "did":
      case "completed":
        return (Array.isArray(value) ? value : [value]).filter(isPlain).map((one) => readBehaviour(key, one));
      default:
        return readField(key, value);
    }
  });
}

/** "not any of" is none of them; "not" of several at once is that they do not all hold. */
function readNot(children: Rule[]): Group {
  const only = children.length === 1 ? children[0] : undefined;
  if (only?.kind === "any") return { ...only, kind: "none" };
  return { id: rowId(), kind: children.length > 1 ? "not" : "none", children };
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
  const parts = group.children.map(writeOne);
  return merged(parts) ?? { all: parts };
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
    case "none": {
      const parts = rule.children.map(writeOne);
      return { not: parts.length === 1 ? parts[0] : { any: parts } };
    }
    case "any":
      return { any: rule.children.map(writeOne) };
    case "all":
      return writeRule(rule);
  }
}

const groupKeys = new Set(["all", "any", "not", "did", "completed"]);

/** One mapping of several, unless two say something under the same key that cannot stand together. */
function merged(parts: Plain[]): Plain | null {
  const whole: Plain = {};
  for (const [key, value] of parts.flatMap((p) => Object.entries(p))) {
    const before = whole[key];
    if (!(key in whole)) whole[key] = value;
    else if (groupKeys.has(key) || !isPlain(before) || !isPlain(value)) return null;
    else if (Object.keys(value).some((operator) => operator in before)) return null;
    else whole[key] = { ...before, ...value };
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

/** Which kinds of value a field was seen with, as the server names them; none: not known. */
export type Types = readonly string[];

const asText = new Set<Operator>(["starts_with", "contains", "matches"]);
const asNumber = new Set<Operator>(["gt", "gte", "lt", "lte"]);

/** A typed text as the value that it stands for: what looks like a number is one, unless the field holds texts. */
export function typedValue(text: string, operator: Operator, types: Types = []): Scalar {
  if (asText.has(operator)) return text;
  const value = scalarOf(text);
  if (asNumber.has(operator) || types.length === 0) return value;
  return types.includes(typeof value === "string" ? "text" : typeof value) ? value : text.trim();
}

/** What somebody typed, as the value that it means: a number, true, false, or a text. */
export function scalarOf(text: string): Scalar {
  const trimmed = text.trim();
  if (trimmed === "true" || trimmed === "false") return trimmed === "true";
  return trimmed !== "" && /^-?\d+(\.\d+)?$/.test(trimmed) && String(Number(trimmed)) === trimmed
    ? Number(trimmed)
    : trimmed;
}

const join = (path: string, key: string) => (path ? `${path}.${key}` : key);

/** Where each row stands in the tree that writeRule writes: "any[0].plan.is_not" → the row's name. */
export function placesOf(group: Group): Map<string, string> {
  const places = new Map<string, string>();
  const put = (path: string, id: string) => {
    if (!places.has(path)) places.set(path, id);
  };
  const each = (of: Group, at: (i: number) => string) => {
    for (const [i, child] of of.children.entries()) one(child, at(i));
  };
  const whole = (of: Group, path: string) => {
    put(path, of.id);
    const apart = merged(of.children.map(writeOne)) === null;
    each(of, (i) => (apart ? `${join(path, "all")}[${i}]` : path));
  };
  const listed = (of: Group, path: string) => {
    put(path, of.id);
    each(of, (i) => `${path}[${i}]`);
  };
  const did = (of: Behaviour, path: string) => {
    put(path, of.id);
    if (of.where) one(of.where, join(path, "where"));
  };
  const one = (rule: Rule, path: string) => {
    if (rule.kind === "condition") {
      put(join(path, rule.field), rule.id);
      put(join(join(path, rule.field), rule.operator), rule.id);
    } else if (!isGroup(rule)) did(rule, join(path, rule.kind));
    else if (rule.kind === "all") whole(rule, path);
    else if (rule.kind === "any") listed(rule, join(path, "any"));
    else if (rule.kind === "none" && rule.children.length !== 1) listed(rule, join(path, "not.any"));
    else if (rule.kind === "none") each(rule, () => join(path, "not"));
    else whole(rule, join(path, "not"));
  };
  one(group, "");
  return places;
}

/** What is wrong, by row: faults are told by their path in the tree; what is at no row is at the tree itself. */
export function faultsByRow(group: Group, faults: Readonly<Record<string, string>>): Record<string, string> {
  const places = [...placesOf(group)].sort(([a], [b]) => b.length - a.length);
  const rows: Record<string, string> = {};
  for (const [written, message] of Object.entries(faults)) {
    const path = written.replace(/#$/, "");
    const found = places.find(([p]) => path === p || path.startsWith(`${p}.`) || path.startsWith(`${p}[`));
    rows[found?.[1] ?? group.id] ??= message;
  }
  return rows;
}
