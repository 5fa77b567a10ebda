// SPDX-License-Identifier: Apache-2.0
// The way to the server: nothing else in the UI calls fetch.

export { askAgain } from "./askAgain";
export type { Me } from "./generated";
export { address, type Query, type Request, send } from "./http";
export { keys } from "./keys";
export { type Fault, Problem, type ProblemCode, problemOf } from "./problem";
export { type Action, meQuery, type Role, useMay, useMe } from "./session";
export {
  client,
  type DraftMessage,
  type Presence,
  type StreamHandlers,
  type StreamState,
  useStream,
} from "./stream";
export {
  type DocumentKind,
  documentsQuery,
  type Term,
  useVocabulary,
  type Vocabulary,
  type WorkspaceDocument,
} from "./vocabulary";
