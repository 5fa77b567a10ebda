// SPDX-License-Identifier: Apache-2.0
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type DocumentKind, documentsQuery, type Problem, problemOf, type WorkspaceDocument } from "@/api";
import { useSaveDocument } from "@/api/documents";
import { useT } from "@/lang";
import { useToasts } from "../asking";
import type { TextFault } from "../YamlEditor";

type Body = { yaml: string } | { value: unknown };

export interface Editing {
  /** Saves; resolves to the saved document, or to null where it was refused. over: replaces this one. */
  save: (id: string, body: Body, over?: WorkspaceDocument) => Promise<WorkspaceDocument | null>;
  isSaving: boolean;
  /** Why the last attempt was refused, unless somebody else was there before. */
  problem: Problem | null;
  /** What is wrong, by line. */
  faults: TextFault[];
  /** What somebody else saved meanwhile; null while nobody has. */
  theirs: WorkspaceDocument | null;
  /** Goes on with their document: what is saved next replaces it. */
  settle: () => void;
  /** Forgets what was refused. */
  reset: () => void;
}

/** The id that a document gives itself, also where it lists one thing. */
export function idIn(yaml: string): string {
  const match = /^\s*(?:- *)?(?:\{ *)?id:\s*["']?([^\s"',}#]+)/m.exec(yaml);
  return match?.[1] ?? "";
}

/**
 * Saves a document that was opened at some moment. Where somebody saved it
 * since, nothing is overwritten: theirs comes back, to be looked at.
 */
export function useEditing(kind: DocumentKind, opened: WorkspaceDocument | undefined): Editing {
  const t = useT();
  const toasts = useToasts();
  const queries = useQueryClient();
  const mutation = useSaveDocument(kind);
  const [etag, setEtag] = useState(opened?.etag);
  const [theirs, setTheirs] = useState<WorkspaceDocument | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  const findTheirs = async (id: string) => {
    const all = await queries.fetchQuery({ ...documentsQuery(kind), staleTime: 0 });
    return all.find((d) => d.id === id) ?? null;
  };
  const save = async (id: string, body: Body, over?: WorkspaceDocument) => {
    setProblem(null);
    const seen = over?.etag ?? etag;
    try {
      const saved = await mutation.mutateAsync({ id, ...body, ...(seen ? { etag: seen } : {}) });
      setEtag(saved.etag);
      setTheirs(null);
      toasts.done(t("documents.saved", { title: saved.title }));
      return saved;
    } catch (error) {
      const refused = problemOf(error);
      const other = refused.code === "conflict" && seen ? await findTheirs(id).catch(() => null) : null;
      if (other) setTheirs(other);
      else setProblem(refused);
      return null;
    }
  };
  return {
    save,
    isSaving: mutation.isPending,
    problem,
    faults: problem ? faultsOf(problem) : [],
    theirs,
    settle: () => {
      setEtag(theirs?.etag);
      setTheirs(null);
    },
    reset: () => setProblem(null),
  };
}

function faultsOf(problem: Problem): TextFault[] {
  if (problem.faults.length > 0) return problem.faults;
  return [{ message: problem.message, remedy: problem.remedy }];
}
