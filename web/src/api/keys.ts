// SPDX-License-Identifier: Apache-2.0
import type { Query } from "./http";

/**
 * Every query key there is. The first word is the noun, so that a stream
 * message can mark all of a noun as stale: invalidate({queryKey: ["events"]}).
 * Keys that rest on the event log begin with "data".
 */
export const keys = {
  me: ["me"] as const,
  setup: ["setup"] as const,
  ways: ["ways"] as const,
  invitation: (token: string) => ["invitation", token] as const,

  journeys: ["journeys"] as const,
  journey: (id: string, version?: string) => ["journeys", id, version ?? "draft"] as const,
  versions: (id: string) => ["journeys", id, "versions"] as const,
  diff: (id: string, from: string, to: string) => ["journeys", id, "diff", from, to] as const,
  accepted: (journey: string) => ["data", "accepted", journey] as const,
  templates: ["templates"] as const,
  documents: (kind: string) => ["documents", kind] as const,

  data: ["data"] as const,
  question: (name: string, query: Query) => ["data", "question", name, query] as const,
  events: (part: string, query: Query = {}) => ["data", "events", part, query] as const,
  quarantine: (query: Query = {}) => ["data", "quarantine", query] as const,
  customers: (query: Query = {}) => ["data", "customers", query] as const,
  customer: (id: string, part = "") => ["data", "customer", id, part] as const,
  imports: ["imports"] as const,
  importPages: ["imports", "pages"] as const,
  import: (id: string) => ["imports", id] as const,

  notes: ["notes"] as const,
  views: ["views"] as const,
  people: ["people"] as const,
  sessions: ["sessions"] as const,
  invitations: ["invitations"] as const,
  tokens: ["tokens"] as const,
  audit: (query: Query = {}) => ["audit", query] as const,
};
