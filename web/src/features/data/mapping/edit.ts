// SPDX-License-Identifier: Apache-2.0
// Changes of a mapping's text, one at a time. Comments and all that is not
// changed stay. Pure.
import { type Document, isMap, isScalar, isSeq, parseDocument, type YAMLMap } from "yaml";
import { columnsIn, type FieldKind, type Role, readMapping, roleOf, type Single, singles } from "./roles";

/** The order in which a rule's keys are written. */
const order = [
  ...[
    "file",
    "kind",
    "format",
    "delimiter",
    "encoding",
    "header",
    "sheet",
    "decimal",
    "zone",
    "where",
    "join",
  ],
  ...["customer", "event", "time", "channel", "id", "traits", "properties"],
];

const written = (document: Document): string =>
  document.toString({ lineWidth: 0, flowCollectionPadding: false });

/** Sets a text at the head of the mapping (source, zone); "" removes it. */
export function setHead(text: string, key: "source" | "zone", value: string): string {
  const document = parseDocument(text);
  if (!isMap(document.contents)) return text;
  if (value) put(document, document.contents, key, value, ["wend", "source", "zone", "files"]);
  else document.contents.delete(key);
  return written(document);
}

/** Sets what holds for a whole file (decimal, zone); "" removes it. */
export function setInRule(text: string, index: number, key: "decimal" | "zone", value: string): string {
  return inRule(text, index, (document, rule) => {
    if (value) put(document, rule, key, value);
    else rule.delete(key);
  });
}

/** Says that a part of the event is the same for every row: {value: Order Placed}. */
export function setConstant(text: string, index: number, key: Single, value: string): string {
  return inRule(text, index, (document, rule) => {
    if (value) put(document, rule, key, flow(document, { value }));
    else rule.delete(key);
  });
}

/**
 * Says what a column becomes. What another column was before it (there is one
 * customer, one time) becomes a property, so that nothing is lost.
 */
export function setRole(
  text: string,
  index: number,
  column: string,
  role: Role,
  columns: readonly string[],
): string {
  const before = readMapping(text)?.rules.find((r) => r.index === index);
  if (!before) return text;
  return inRule(text, index, (document, rule) => {
    if (before.all) {
      // "*" names no column: from now on each is named.
      rule.delete(before.all);
      for (const c of columns) {
        const was = roleOf(before, c);
        if (c !== column && was.as === before.all) putField(document, rule, before.all, c, was);
      }
    }
    clear(rule, column);
    if (role.as === "skip" || role.as === "other") return;
    if (role.as === "properties" || role.as === "traits")
      return putField(document, rule, role.as, column, role);
    const displaced = columnsIn(rule.get(role.as, true)).filter((c) => c !== column);
    const format = role.as === "time" ? role.format : undefined;
    put(document, rule, role.as, format ? flow(document, { column, format }) : column);
    for (const c of displaced)
      if (roleOf(before, c).as === role.as)
        putField(document, rule, "properties", c, { as: "properties", name: c, type: "text" });
  });
}

function inRule(text: string, index: number, change: (document: Document, rule: YAMLMap) => void): string {
  const document = parseDocument(text);
  const rule = document.getIn(["files", index], true);
  if (document.errors.length > 0 || !isMap(rule)) return text;
  change(document, rule);
  return written(document);
}

function flow(document: Document, value: Record<string, string>): YAMLMap {
  const node = document.createNode(value) as YAMLMap;
  node.flow = true;
  return node;
}

/** Puts a key where it is written by custom; the comment behind the former value goes with it. */
function put(
  document: Document,
  map: YAMLMap,
  key: string,
  value: unknown,
  keys: readonly string[] = order,
): void {
  if (map.has(key)) {
    map.set(key, value === undefined ? null : document.createNode(value));
    return;
  }
  const place = keys.indexOf(key);
  const next = map.items.findIndex((pair) => keys.indexOf(String(pair.key)) > place);
  map.items.splice(next < 0 ? map.items.length : next, 0, document.createPair(key, value) as never);
}

/** Takes a column out of all that a rule says. */
function clear(rule: YAMLMap, column: string): void {
  for (const single of singles) if (columnsIn(rule.get(single, true)).includes(column)) rule.delete(single);
  for (const kind of ["properties", "traits"]) {
    const node = rule.get(kind, true);
    if (isScalar(node) && node.value === column) rule.delete(kind);
    if (isSeq(node)) node.items = node.items.filter((item) => !(isScalar(item) && item.value === column));
    if (isMap(node)) node.items = node.items.filter((pair) => !columnsIn(pair.value).includes(column));
    if ((isSeq(node) || isMap(node)) && node.items.length === 0) rule.delete(kind);
  }
}

function putField(document: Document, rule: YAMLMap, kind: FieldKind, column: string, role: Role): void {
  if (role.as !== kind) return;
  const { name, type, format } = role;
  const bare = type === "text" && !format;
  const node = rule.get(kind, true);
  if (isSeq(node) && bare && name === column) {
    node.add(document.createNode(column));
    return;
  }
  const value = bare ? column : flow(document, { column, type, ...(format ? { format } : {}) });
  if (!node) put(document, rule, kind, {});
  else if (!isMap(node)) {
    const listed = isSeq(node) ? node.items.map(String) : [String(node)];
    rule.set(kind, document.createNode(Object.fromEntries(listed.map((c) => [c, c]))));
  }
  const map = rule.get(kind, true);
  if (isMap(map)) {
    map.flow = false;
    map.set(document.createNode(name), document.createNode(value));
  }
}
