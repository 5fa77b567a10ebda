// SPDX-License-Identifier: Apache-2.0
import { segmentCustomers, useSegmentSize } from "@/api/segments";
import { useT } from "@/lang";
import { Figure } from "@/ui";

/** Which share of all customers is in a segment now. */
export function Share({ segment }: { segment: string }) {
  const t = useT();
  const size = useSegmentSize(segment);
  if (!size) return null;
  return (
    <Figure
      of={size.share}
      kind="percent"
      label={t("personas.share")}
      note={t("personas.shareText")}
      to={segmentCustomers(segment)}
    />
  );
}
