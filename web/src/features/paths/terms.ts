// SPDX-License-Identifier: Apache-2.0
// What all questions of this screen have in common: whose paths, which of them,
// and against whom. Its state is the address.
import { addDays, type Filter, readFilter } from "@/lib/filter";

/** A journey and a version of it, or all events. */
export interface Subject {
  journey: string;
  version: string;
  events: boolean;
  /** Of all events: a longer silence ends an instance ("30m"). */
  idle: string;
  /** Of all events: one instance for each value of this property. */
  each: string;
}

export interface Terms extends Subject {
  filter: Filter;
  where: string[];
  /** "rest", "before", "segment:ID" or "FROM..TO"; "" compares with nobody. */
  against: string;
}

export type Query = Record<string, string | number | boolean | string[] | undefined>;

export function readTerms(search: URLSearchParams): Terms {
  const events = search.get("events") === "1";
  return {
    journey: events ? "" : (search.get("journey") ?? ""),
    version: events ? "" : (search.get("version") ?? ""),
    events,
    idle: events ? (search.get("idle") ?? "") : "",
    each: events ? (search.get("each") ?? "") : "",
    filter: readFilter(search),
    where: search.getAll("where"),
    against: search.get("against") ?? "",
  };
}

/** The address of another subject. What was chosen of the former one's steps means nothing there. */
export function writeSubject(search: URLSearchParams, subject: Partial<Subject>): URLSearchParams {
  const next = new URLSearchParams(search);
  const own = ["starting", "ending", "step", "exclude", "has", "accept", "did", "with", "at"];
  for (const key of ["journey", "version", "events", "idle", "each", ...own]) next.delete(key);
  for (const key of ["journey", "version", "idle", "each"] as const) {
    const value = subject[key];
    if (value) next.set(key, value);
  }
  if (subject.events) next.set("events", "1");
  return next;
}

/** Why a comparison cannot be made with this filter; "" if it can. */
export function hindrance({
  filter,
  against,
}: Pick<Terms, "filter" | "against">): "" | "period" | "whole" | "same" {
  if (against === "before") return filter.from && filter.to ? "" : "period";
  if (against === "rest") return filter.segment || filter.channel || filter.actor ? "" : "whole";
  if (against.includes("..")) return filter.from || filter.to ? "" : "period";
  if (against === `segment:${filter.segment}`) return "same";
  return "";
}

/**
 * The parameters of a question. A filter names the last day of its period, a
 * question the first that is no longer meant.
 */
export function termsQuery(terms: Terms, compared = true): Query {
  const { filter } = terms;
  return {
    journey: terms.journey || undefined,
    version: terms.version || undefined,
    events: terms.events || undefined,
    idle: terms.idle || undefined,
    each: terms.each || undefined,
    segment: filter.segment,
    channel: filter.channel,
    actor: filter.actor,
    from: filter.from,
    to: filter.to && addDays(filter.to, 1),
    as_of: filter.as_of && addDays(filter.as_of, 1),
    where: terms.where.length > 0 ? terms.where : undefined,
    against: compared && terms.against && !hindrance(terms) ? terms.against : undefined,
  };
}
