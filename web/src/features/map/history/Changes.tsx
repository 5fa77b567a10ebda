// SPDX-License-Identifier: Apache-2.0
import { lazy, Suspense } from "react";
import { useT } from "@/lang";
import { Lines } from "@/ui/Loaded";
import type { ChangesProps } from "./ChangeList";

const ChangeList = lazy(async () => ({ default: (await import("./ChangeList")).ChangeList }));

/** What changed, in words. They are loaded when somebody wants to read them. */
export function Changes(props: ChangesProps) {
  const t = useT();
  return (
    <Suspense fallback={<Lines count={2} label={t("common.loading")} />}>
      <ChangeList {...props} />
    </Suspense>
  );
}
