// SPDX-License-Identifier: Apache-2.0
import { lazy, type ReactNode, Suspense } from "react";
import { useT } from "@/lang";
import type { DataTable } from "@/ui";
import { Lines } from "@/ui";

type Props<Row> = Parameters<typeof DataTable<Row>>[0];

// Tables stand below what is looked at first; their code may come after it.
const Later = lazy(async () => ({ default: (await import("@/ui/DataTable")).DataTable })) as <Row>(
  props: Props<Row>,
) => ReactNode;

/** A table of the kit, loaded when it is needed. */
export function Table<Row>(props: Props<Row>) {
  const t = useT();
  return (
    <Suspense fallback={<Lines count={4} label={t("common.loading")} />}>
      <Later {...props} />
    </Suspense>
  );
}
