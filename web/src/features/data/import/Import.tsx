// SPDX-License-Identifier: Apache-2.0
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { keys, useStream } from "@/api";
import { listImports } from "@/api/generated";
import shared from "../Data.module.css";
import { DropZone } from "./DropZone";
import { Past } from "./Past";

/** Bring files in, and what became of those before. */
export function Component() {
  const queries = useQueryClient();
  const imports = useQuery({
    queryKey: keys.imports,
    queryFn: ({ signal }) => listImports({ signal }).then((a) => a.imports ?? []),
  });
  useStream("", {
    import: () => void queries.invalidateQueries({ queryKey: keys.imports, exact: true }),
  });
  return (
    <div className={shared.stack}>
      <DropZone />
      <Past query={imports} />
    </div>
  );
}
