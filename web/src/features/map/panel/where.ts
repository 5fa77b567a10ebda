// SPDX-License-Identifier: Apache-2.0
// Conditions as rows: property, operator, value. What is nested stays as it is.
import { isPlain } from "../document/paths";
import type { Where } from "../document/types";

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

export interface Condition {
  property: string;
  operator: Operator;
  /** As it is typed: a list with commas, "true" or "false" of exists. */
  value: string;
}

const nested = new Set(["all", "any", "not"]);
const isOperator = (text: string): text is Operator => (operators as readonly string[]).includes(text);

const typed = (value: unknown): string =>
  Array.isArray(value) ? value.map(String).join(", ") : String(value ?? "");

/** The rows of a tree; undefined where rows cannot say what it says. */
export function conditionsOf(where: Where | undefined): Condition[] | undefined {
  const rows: Condition[] = [];
  for (const [property, what] of Object.entries(where ?? {})) {
    if (nested.has(property)) return undefined;
    if (Array.isArray(what)) rows.push({ property, operator: "in", value: typed(what) });
    else if (!isPlain(what)) rows.push({ property, operator: "is", value: typed(what) });
    else
      for (const [operator, value] of Object.entries(what)) {
        if (!isOperator(operator) || isPlain(value)) return undefined;
        rows.push({ property, operator, value: typed(value) });
      }
  }
  return rows;
}

/** Which kinds of value a property was seen with, as the server names them. */
export type Types = Readonly<Record<string, readonly string[]>>;

/** A typed text as the value it stands for: numbers stay numbers where the property has numbers. */
export function meant({ property, operator, value }: Condition, types: Types = {}): unknown {
  const text = value.trim();
  const kinds = types[property] ?? [];
  const one = (word: string): unknown => {
    const isNumber = word !== "" && Number.isFinite(Number(word));
    if (isNumber && (kinds.length === 0 ? false : !kinds.includes("text") && !kinds.includes("string")))
      return Number(word);
    if ((word === "true" || word === "false") && kinds.some((k) => k.startsWith("bool")))
      return word === "true";
    return word;
  };
  switch (operator) {
    case "exists":
      return text !== "false";
    case "in":
      return text
        .split(",")
        .map((w) => w.trim())
        .filter(Boolean)
        .map(one);
    case "gt":
    case "gte":
    case "lt":
    case "lte":
      return text === "" || !Number.isFinite(Number(text)) ? text : Number(text);
    case "starts_with":
    case "contains":
    case "matches":
      return text;
    default:
      return one(text);
  }
}

/** The tree of rows; rows that are not finished are left out. */
export function whereOf(rows: readonly Condition[], types: Types = {}): Where | undefined {
  const where: Record<string, Record<string, unknown>> = {};
  for (const row of rows) {
    const property = row.property.trim();
    if (!property || (row.value.trim() === "" && row.operator !== "exists")) continue;
    where[property] = { ...where[property], [row.operator]: meant({ ...row, property }, types) };
  }
  if (Object.keys(where).length === 0) return undefined;
  // "is" needs no words of its own.
  return Object.fromEntries(
    Object.entries(where).map(([property, what]) =>
      Object.keys(what).length === 1 && "is" in what ? [property, what.is] : [property, what],
    ),
  );
}
