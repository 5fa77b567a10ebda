// SPDX-License-Identifier: Apache-2.0

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { askAgain } from "./askAgain";
import { removeDocument, saveDocument } from "./generated";
import { keys } from "./keys";
import type { Problem } from "./problem";
import { type DocumentKind, documentsQuery, type WorkspaceDocument } from "./vocabulary";

/** What a saved document is: its text, or what it says. */
export interface Save {
  id: string;
  yaml?: string;
  value?: unknown;
  /** The document as the editor saw it; none for a new one. */
  etag?: string;
}

/** All documents of a kind. */
export function useDocuments<Value = Record<string, unknown>>(kind: DocumentKind) {
  return useQuery(documentsQuery<Value>(kind));
}

/** Saves a document; a Problem with the code "conflict" says that somebody else was there before. */
export function useSaveDocument(kind: DocumentKind) {
  const queries = useQueryClient();
  return useMutation<WorkspaceDocument, Problem, Save>({
    mutationFn: ({ id, ...body }) => saveDocument({ path: { kind, id }, body }),
    onSuccess: () => askAgain(queries, keys.documents(kind)),
  });
}

/** Deletes a document; the server refuses while others use it, and names them. */
export function useDeleteDocument(kind: DocumentKind) {
  const queries = useQueryClient();
  return useMutation<void, Problem, { id: string; etag: string }>({
    mutationFn: ({ id, etag }) => removeDocument({ path: { kind, id }, query: { etag } }),
    onSuccess: () => askAgain(queries, keys.documents(kind)),
  });
}
