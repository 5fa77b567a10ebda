// SPDX-License-Identifier: Apache-2.0
import { Select } from "@mantine/core";
import { useT } from "@/lang";
import { useHere } from "./here";

interface StepSelectProps {
  label: string;
  value: string;
  onChange: (step: string) => void;
  /** What stands there while none is chosen. */
  placeholder?: string;
}

/** Chooses one of the steps that paths can hold, by stage. */
export function StepSelect({ label, value, onChange, placeholder }: StepSelectProps) {
  const t = useT();
  const options = useStepOptions();
  return (
    <Select
      label={label}
      size="xs"
      w={200}
      data={options}
      value={value || null}
      onChange={(step) => onChange(step ?? "")}
      placeholder={placeholder ?? t("paths.anyStep")}
      searchable
      clearable
      clearButtonProps={{ "aria-label": t("common.remove") }}
      nothingFoundMessage={t("ui.nothingToChoose")}
      comboboxProps={{ width: 280, position: "bottom-start" }}
      maxDropdownHeight={320}
    />
  );
}

/** Observed steps as options, grouped by stage where there are stages. */
export function useStepOptions() {
  const { steps } = useHere();
  const observed = steps.list.filter((s) => s.observed);
  const stages = [...new Set(observed.map((s) => s.stage ?? ""))];
  if (stages.every((s) => !s)) return observed.map((s) => ({ value: s.id, label: s.title }));
  return stages.map((stage) => ({
    group: stage,
    items: observed.filter((s) => (s.stage ?? "") === stage).map((s) => ({ value: s.id, label: s.title })),
  }));
}
