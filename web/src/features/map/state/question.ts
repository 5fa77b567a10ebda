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

/** Questions whose answers an edit may change. */
function questionsOf(edit: Edit): readonly string[] {
  if (edit.op === "rename-stage") return [];
  if (edit.op !== "set") return all;
  const field = edit.field.split(".")[0] ?? "";
  return field === "ignore" ? ["unmapped"] : counted.has(field) ? all : [];
}

const all = ["scorecard", "comparison", "unmapped"] as const;

/** Questions to ask again after edits; none given: anything may be another. */
export const askedAgain = (edits: readonly Edit[]): readonly string[] =>
  edits.length === 0 ? all : [...new Set(edits.flatMap(questionsOf))];
