// SPDX-License-Identifier: Apache-2.0
// What a mapping says of each column, as a table shows it. Pure: the text of
// the mapping is the truth, and edits change nothing else of it.
import { isMap, isScalar, isSeq, parseDocument, type YAMLMap } from "yaml";

/** The parts of an event that one column, or none, gives. */
export const singles = ["customer", "event", "time", "channel", "id"] as const;
export type Single = (typeof singles)[number];
export type FieldKind = "properties" | "traits";
export type FieldType = "text" | "number" | "boolean" | "time";

/** What a column becomes. "other" is all that the table leaves to the text. */
export type Role =
  | { as: "customer" | "event" | "channel" | "id" }
  | { as: "time"; format?: string }
  | { as: FieldKind; name: string; type: FieldType; format?: string }
  | { as: "skip" }
  | { as: "other"; of: "event" | "question" | "count"; key: string };

export interface Rule {
  /** Its place in the mapping's list of files. */
  index: number;
  file: string;
  sheet: string;
  kind: string;
  zone: string;
  decimal: string;
  /** The same for every row: the event's name, the day. */
  constants: Partial<Record<Single, string>>;
  /** Whether each row is one event, so that the table can say all of it. */
  plain: boolean;
  roles: Map<string, Role>;
  /** Columns that are not named become properties. */
  all?: FieldKind;
}

export interface Mapping {
  source: string;
  zone: string;
  rules: Rule[];
}

const textOf = (value: unknown): string =>
  isScalar(value) && value.value !== null && value.value !== undefined ? String(value.value) : "";
const at = (map: unknown, key: string): unknown => (isMap(map) ? map.get(key, true) : undefined);
const said = (map: unknown, key: string): string => textOf(at(map, key));

/** The columns that a template such as {order}-{line} takes. */
const inBraces = (text: string): string[] => [...text.matchAll(/\{([^{}]+)\}/g)].map((m) => m[1] as string);

/** The columns that a value is made of. */
export function columnsIn(value: unknown): string[] {
  if (isScalar(value)) {
    const braces = inBraces(textOf(value));
    return braces.length > 0 ? braces.filter((c) => c !== "#") : [textOf(value)].filter(Boolean);
  }
  const column = said(value, "column");
  return column ? [column] : inBraces(said(value, "template")).filter((c) => c !== "#");
}

/** Reads a mapping; null where it is no YAML, or no mapping at all. */
export function readMapping(text: string): Mapping | null {
  const document = parseDocument(text);
  if (document.errors.length > 0 || !isMap(document.contents)) return null;
  const files = at(document.contents, "files");
  return {
    source: said(document.contents, "source"),
    zone: said(document.contents, "zone"),
    rules: isSeq(files) ? files.items.flatMap((f, i) => (isMap(f) ? [ruleOf(f, i)] : [])) : [],
  };
}

function ruleOf(map: YAMLMap, index: number): Rule {
  const rule: Rule = {
    index,
    file: said(map, "file"),
    sheet: said(map, "sheet"),
    kind: said(map, "kind") || "events",
    zone: said(map, "zone"),
    decimal: said(map, "decimal"),
    constants: {},
    plain: false,
    roles: new Map(),
  };
  rule.plain = rule.kind === "events" && !map.has("events") && !map.has("answers") && !map.has("join");
  others(map, rule.roles);
  for (const single of singles) {
    const value = at(map, single);
    for (const column of columnsIn(value))
      rule.roles.set(
        column,
        single === "time" ? { as: single, format: said(value, "format") || undefined } : { as: single },
      );
    const constant = said(value, "value");
    if (constant) rule.constants[single] = constant;
  }
  for (const kind of ["properties", "traits"] as const) {
    for (const [column, role] of fieldsOf(at(map, kind), kind)) {
      if (column === "*") rule.all = kind;
      else if (!rule.roles.has(column)) rule.roles.set(column, role);
    }
  }
  return rule;
}

/** Properties or traits, in each of the forms in which they are written. */
function fieldsOf(node: unknown, kind: FieldKind): [string, Role][] {
  const plain = (name: string): [string, Role] => [name, { as: kind, name, type: "text" }];
  if (isScalar(node)) return [plain(textOf(node))];
  if (isSeq(node)) return node.items.map((item) => plain(textOf(item)));
  if (!isMap(node)) return [];
  return node.items.flatMap((pair): [string, Role][] => {
    const name = textOf(pair.key);
    if (name === "*") return [plain("*")];
    const type = (said(pair.value, "type") || "text") as FieldType;
    const format = said(pair.value, "format") || undefined;
    return columnsIn(pair.value).map((column) => [column, { as: kind, name, type, format }]);
  });
}

/** What the table leaves to the text: several events or answers a row, surveys, counts. */
function others(map: YAMLMap, roles: Map<string, Role>): void {
  const add = (column: string, of: "event" | "question" | "count", key: string) =>
    column && roles.set(column, { as: "other", of, key });
  const events = at(map, "events");
  for (const item of isSeq(events) ? events.items : []) {
    const name = said(item, "event") || said(at(item, "event"), "value");
    for (const column of columnsIn(at(item, "time"))) add(column, "event", name || "?");
  }
  const answers = at(map, "answers");
  for (const item of isSeq(answers) ? answers.items : [])
    add(said(item, "value"), "question", said(item, "question") || said(item, "value"));
  const questions = at(map, "questions");
  for (const pair of isMap(questions) ? questions.items : [])
    add(textOf(pair.key), "question", said(pair.value, "question") || textOf(pair.key));
  for (const key of ["step", "count", "period"])
    for (const column of columnsIn(at(map, key))) add(column, "count", key);
}

/** The names that a proposal leaves for a person to fill in: NAME-THE-EVENT. */
export const isBlank = (name: string): boolean => /^[A-Z]+(-[A-Z]+)+$/.test(name);

/** Whether a name is still to be filled in. */
export const hasBlank = (mapping: Mapping | null): boolean =>
  mapping?.rules.some((r) => isBlank(r.constants.event ?? "")) ?? false;

/** What a rule says of a column. */
export function roleOf(rule: Rule, column: string): Role {
  const role = rule.roles.get(column);
  if (role) return role;
  return rule.all ? { as: rule.all, name: column, type: "text" } : { as: "skip" };
}

/** Whether a rule's pattern of names, such as orders*.csv, names a file. */
export function names(pattern: string, file: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", "[^/]*")
    .replaceAll("?", "[^/]");
  return pattern === file || new RegExp(`^${source}$`).test(file);
}

/** The rule by which a table goes: the first that names it. */
export function ruleFor(mapping: Mapping, table: { file: string; sheet?: string }): Rule | undefined {
  return mapping.rules.find(
    (r) => names(r.file, table.file) && (!r.sheet || !table.sheet || r.sheet === table.sheet),
  );
}
