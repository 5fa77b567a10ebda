// SPDX-License-Identifier: Apache-2.0
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { askAgain, keys, useStream } from "@/api";
import { readImport, readImportTables, type UploadImport, type UploadProgress } from "@/api/generated";
import { open, underWay } from "./wire";

/** What the server tells of an import while it goes on. */
interface News {
  id: string;
  state?: string;
  progress?: UploadProgress | null;
}

/** An import as it is now: the stream moves it on, and asking again is the way out where the stream is lost. */
export function useImport(id: string) {
  const queries = useQueryClient();
  const key = keys.import(id);
  useStream("", {
    import: (message) => {
      const news = message as News;
      if (news.id !== id) return;
      const before = queries.getQueryData<UploadImport>(key);
      if (news.state === "running" && before)
        queries.setQueryData<UploadImport>(key, {
          ...before,
          state: "running",
          progress: news.progress ?? null,
        });
      else {
        void askAgain(queries, key, { exact: true });
        // Whoever goes on to the events is to see the new ones.
        if (news.state === "done") void askAgain(queries, keys.data);
      }
    },
    again: () => void askAgain(queries, key, { exact: true }),
  });
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => readImport({ path: { id }, signal }),
    refetchInterval: ({ state }) => (state.data && underWay(state.data) ? 3_000 : false),
  });
}

/** The first rows of its files, as long as they are there. */
export function useTables(i: UploadImport) {
  return useQuery({
    queryKey: [...keys.import(i.id), "tables"],
    queryFn: ({ signal }) => readImportTables({ path: { id: i.id }, signal }).then((a) => a.tables ?? []),
    enabled: open(i),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
