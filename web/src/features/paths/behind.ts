// SPDX-License-Identifier: Apache-2.0
import { filterFields } from "@/lib/filter";
import type { Terms } from "./terms";

/** A number whose customers can be listed, as GET /questions/customers knows them. */
export interface Behind {
  what?:
    | "all"
    | "completed"
    | "abandoned"
    | "ongoing"
    | "reached"
    | "repeated"
    | "failed"
    | "starts"
    | "ends"
    | "transition"
    | "variant";
  step?: string;
  /** Of a transition: the step directly behind. */
  next?: string;
  /** Of a variant: its steps, in order. */
  path?: readonly string[];
  /** Instead of the screen's own: another journey, other days (the last one included). */
  journey?: string;
  from?: string;
  to?: string;
}

/** The address of the customers behind a number: the screen's terms, and which of the instances. */
export function behind(terms: Terms, part: Behind = {}): string {
  const { what = "all", step, next, path, journey, ...days } = part;
  const search = new URLSearchParams();
  const set = (key: string, value: string | undefined) => value && search.set(key, value);
  if (terms.events) search.set("events", "1");
  set("journey", journey ?? terms.journey);
  if (!journey || journey === terms.journey) set("version", terms.version);
  set("idle", terms.idle);
  set("each", terms.each);
  const filter = { ...terms.filter, ...days };
  for (const field of filterFields) set(field, filter[field]);
  for (const condition of terms.where) search.append("where", condition);
  search.set("what", what);
  search.set("on", "paths");
  set("step", step);
  set("next", next);
  for (const one of path ?? []) search.append("path", one);
  return `/customers?${search}`;
}
