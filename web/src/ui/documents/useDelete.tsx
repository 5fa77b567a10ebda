// SPDX-License-Identifier: Apache-2.0
import type { DocumentKind, WorkspaceDocument } from "@/api";
import { problemOf } from "@/api";
import { useDeleteDocument, useSaveDocument } from "@/api/documents";
import { useT } from "@/lang";
import { useConfirm, useToasts } from "../asking";

type Deletable = Pick<WorkspaceDocument<unknown>, "id" | "title" | "etag" | "yaml">;

/** Deletes a document, with a way back. Where others use it, it says who. */
export function useDelete(kind: DocumentKind) {
  const t = useT();
  const confirm = useConfirm();
  const toasts = useToasts();
  const remove = useDeleteDocument(kind);
  const save = useSaveDocument(kind);
  /** Resolves to whether it is gone. */
  return async ({ id, title, etag, yaml }: Deletable): Promise<boolean> => {
    const sure = await confirm({
      title: t("documents.deleteAsk", { title }),
      text: t("documents.deleteText"),
      action: t("documents.deleteIt"),
      danger: true,
    });
    if (!sure) return false;
    try {
      await remove.mutateAsync({ id, etag });
    } catch (error) {
      const problem = problemOf(error);
      if (problem.code !== "conflict") {
        toasts.failed(error);
        return false;
      }
      await confirm({
        title: t("documents.inUse", { title }),
        text: `${problem.message}. ${problem.remedy}`,
        action: t("common.close"),
      });
      return false;
    }
    toasts.done(t("documents.deleted", { title }), async () => {
      try {
        await save.mutateAsync({ id, yaml });
        toasts.done(t("documents.restored", { title }));
      } catch (error) {
        toasts.failed(error);
      }
    });
    return true;
  };
}
