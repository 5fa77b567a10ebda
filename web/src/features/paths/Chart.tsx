// SPDX-License-Identifier: Apache-2.0
import { Skeleton } from "@mantine/core";
import { useT } from "@/lang";

/** The place of a chart while it is loading. */
function Waiting({ height }: { height: number }) {
  const t = useT();
  return (
    <div role="status" aria-label={t("common.loading")} style={{ padding: "0 16px 16px" }}>
      <Skeleton height={height} radius="md" />
    </div>
  );
}

export const Chart = { Waiting };
