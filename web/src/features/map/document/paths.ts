// SPDX-License-Identifier: Apache-2.0
// Values at paths such as "touchpoint.channel", without changing what was there.

type Plain = { readonly [key: string]: unknown };

export const isPlain = (value: unknown): value is Plain =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export function valueAt(tree: unknown, path: string): unknown {
  let here = tree;
  for (const key of path.split(".")) {
    // "target: 4" is short for "target: {default: 4}".
    if (isPlain(here)) here = here[key];
    else if (here !== undefined && key === "default") continue;
    else return undefined;
  }
  return here;
}

/** A copy with another value at a path; what becomes empty on the way of a removal goes too. */
export function withValue<T extends object>(tree: T, path: string, value: unknown): T {
  return put(tree as unknown as Plain, path.split("."), value) as unknown as T;
}

function put(tree: Plain, [key = "", ...rest]: string[], value: unknown): Plain {
  const below = tree[key];
  const next = rest.length > 0 ? put(containerOf(below, rest[0]), rest, value) : value;
  const gone = next === undefined || next === null || (rest.length > 0 && isEmpty(next));
  if (!gone) return { ...tree, [key]: next };
  if (!(key in tree)) return tree;
  const { [key]: _, ...others } = tree;
  return others;
}

/** What a key is put into; the short form of a level becomes the long one. */
function containerOf(value: unknown, key: string | undefined): Plain {
  if (isPlain(value)) return value;
  return typeof value === "number" && key !== "default" ? { default: value } : {};
}

const isEmpty = (value: unknown): boolean => isPlain(value) && Object.keys(value).length === 0;

/** Whether two values of JSON are equal; absent and null are the same. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b || (a == null && b == null)) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, i) => same(item, b[i]));
  if (!isPlain(a) || !isPlain(b)) return false;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => same(a[key], b[key]));
}
