// SPDX-License-Identifier: Apache-2.0
import { type Key, useT } from "@/lang";
import { en } from "@/lang/en";

/** Why a row was kept aside, in words; a reason we have none for is shown as it is. */
export function useReason(): (reason: string, part?: "reasons" | "remedies") => string {
  const t = useT();
  return (reason, part = "reasons") =>
    reason in en.data[part]
      ? (t as (path: Key) => string)(`data.${part}.${reason}` as Key)
      : part === "reasons"
        ? reason
        : "";
}
