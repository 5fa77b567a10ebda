// SPDX-License-Identifier: Apache-2.0
import { Pill } from "@mantine/core";
import { useT } from "@/lang";

/** Says that only one source, or one customer, is looked at, and takes it off. */
export function SourceChip({ source, onClear }: { source: string; onClear: () => void }) {
  const t = useT();
  return (
    <Pill
      withRemoveButton
      onRemove={onClear}
      removeButtonProps={{ "aria-label": t("data.events.anySource"), "aria-hidden": false, tabIndex: 0 }}
    >
      {t("data.events.onlySource", { source })}
    </Pill>
  );
}
