// SPDX-License-Identifier: Apache-2.0

/** A text by number. Which forms a language needs, Intl.PluralRules says. */
export interface Plural {
  one: string;
  other: string;
  zero?: string;
}

export interface Section {
  readonly [key: string]: string | Plural | Section;
}

/**
 * The shape that a translation must have: the same keys, any text. A missing
 * key, or a text where forms by number are wanted, is a type error.
 */
export type Same<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends { other: string }
      ? Plural
      : Same<T[K]>;
};

/** The dotted paths of all texts: "home.title". */
export type Path<T> = {
  [K in keyof T & string]: T[K] extends string | { other: string } ? K : `${K}.${Path<T[K]>}`;
}[keyof T & string];

/** What stands at a path. */
type At<T, P> = P extends `${infer K}.${infer Rest}`
  ? K extends keyof T
    ? At<T[K], Rest>
    : never
  : P extends keyof T
    ? T[P]
    : never;

type Text<W> = W extends string ? W : W extends { other: infer O } ? O : never;
type Holes<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Holes<Rest> : never;

/** The values that a text has holes for: "{count} steps" wants count. A plural always wants count. */
export type Values<T, P> =
  | Holes<Text<At<T, P>>>
  | (At<T, P> extends { other: string } ? "count" : never) extends infer Names extends string
  ? { [N in Names]: N extends "count" ? number : string | number }
  : never;

export type Arguments<T, P> = keyof Values<T, P> extends never ? [] : [values: Values<T, P>];

function find(catalogue: Section, path: string): string | Plural {
  let here: string | Plural | Section | undefined = catalogue;
  for (const key of path.split(".")) here = (here as Section | undefined)?.[key];
  return (here as string | Plural | undefined) ?? path;
}

/** Finds a text, takes the form for its count, and puts the values in. Numbers are written as the language writes them. */
export function translate(
  catalogue: Section,
  locale: string,
  path: string,
  values: Record<string, string | number> = {},
): string {
  let text = find(catalogue, path);
  if (typeof text !== "string") {
    const count = Number(values.count);
    const form = new Intl.PluralRules(locale).select(count);
    text = (count === 0 && text.zero) || (form === "one" ? text.one : text.other);
  }
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => {
    const value = values[name];
    if (value === undefined) return hole;
    return typeof value === "number" ? new Intl.NumberFormat(locale).format(value) : value;
  });
}
