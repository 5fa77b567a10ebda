// SPDX-License-Identifier: Apache-2.0
import type { Query } from "@/api";
import { addDays, type Filter } from "@/lib/filter";
import type { Edit } from "../document/types";

/** The filter as a question about a journey: the last day counts whole. */
export function questionOf(journey: string, version: string, filter: Filter): Query {
  const { to, as_of, ...rest } = filter;
  return {
    journey,
    version: version === "latest" ? undefined : version,
    ...rest,
    to: to ? addDays(to, 1) : undefined,
    as_of: as_of ? addDays(as_of, 1) : undefined,
  };
}

/** Fields of the document that numbers rest on. */
const counted = new Set([
  "evidence",
  "alternatives",
  "fails",
  "counts",
  "optional",
  "expected",
  "satisfaction",
  "expectation",
  "emotion",
  "target",
  "importance",
  "for",
  "actor",
  "touchpoint",
  "control",
  "contactless",
  "instance",
  "overall",
  "audience",
  "grain",
  "actors",
]);

/** Whether numbers may be others after an edit. */
export function changesNumbers(edit: Edit): boolean {
  if (edit.op === "rename-stage") return false;
  return edit.op !== "set" || counted.has(edit.field.split(".")[0] ?? "");
}
