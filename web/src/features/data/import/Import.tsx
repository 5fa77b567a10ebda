// SPDX-License-Identifier: Apache-2.0
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { askAgain, keys, useStream } from "@/api";
import { listImports } from "@/api/generated";
import shared from "../Data.module.css";
import { DropZone } from "./DropZone";
import { Past } from "./Past";

/** Bring files in, and what became of those before. */
export function Component() {
  const queries = useQueryClient();
  const imports = useInfiniteQuery({
    queryKey: keys.importPages,
    queryFn: ({ pageParam, signal }) => listImports({ query: { before: pageParam || undefined }, signal }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next,
    select: ({ pages }) => pages.flatMap((page) => page.imports ?? []),
  });
  useStream("", {
    import: () => {
      for (const queryKey of [keys.imports, keys.importPages])
        void askAgain(queries, queryKey, { exact: true });
    },
  });
  return (
    <div className={shared.stack}>
      <DropZone />
      <Past query={imports} />
    </div>
  );
}
