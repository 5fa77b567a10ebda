// SPDX-License-Identifier: Apache-2.0
import {
  Button,
  CloseButton,
  Combobox,
  Popover,
  ScrollArea,
  TextInput,
  UnstyledButton,
  useCombobox,
} from "@mantine/core";
import { IconCalendar, IconChevronDown } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import type { Term } from "@/api";
import { useFormat, useT } from "@/lang";
import { dayIn, type Filter, type FilterField, type Preset, presetPeriod } from "@/lib/filter";
import classes from "./FilterBar.module.css";
import { periodWords } from "./filterWords";

export type ShownField = Exclude<FilterField, "from" | "to"> | "period";

interface ChipProps {
  name: string;
  value: ReactNode;
  onRemove?: () => void;
}

/** The look of one filter: its name, its value, and a cross. */
function Chip({
  name,
  value,
  onRemove,
  ...button
}: ChipProps & { onClick?: () => void; ref?: React.Ref<HTMLButtonElement> }) {
  const t = useT();
  return (
    <span className={classes.chip} data-on={onRemove ? true : undefined}>
      <UnstyledButton className={classes.value} {...button}>
        <span className={classes.name}>{name}</span>
        {value}
        {!onRemove && <IconChevronDown size={12} stroke={2} aria-hidden />}
      </UnstyledButton>
      {onRemove && (
        <CloseButton
          size={24}
          radius="sm"
          iconSize={12}
          aria-label={t("ui.removeFilter", { name })}
          onClick={onRemove}
        />
      )}
    </span>
  );
}

interface ChoiceChipProps {
  field: Exclude<ShownField, "period" | "as_of">;
  value: string;
  options: readonly Term[];
  open: boolean;
  onChange: (value: string) => void;
  onClose: () => void;
}

/** A filter with a list to choose from. */
export function ChoiceChip({ field, value, options, open, onChange, onClose }: ChoiceChipProps) {
  const t = useT();
  const [search, setSearch] = useState("");
  const combobox = useCombobox({
    defaultOpened: open,
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      setSearch("");
      onClose();
    },
  });
  const found = options.filter((o) => o.label.toLowerCase().includes(search.trim().toLowerCase()));
  const label = options.find((o) => o.value === value)?.label ?? value;
  return (
    <Combobox
      store={combobox}
      width={240}
      position="bottom-start"
      shadow="md"
      onOptionSubmit={(chosen) => {
        onChange(chosen === value ? "" : chosen);
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target targetType="button" withAriaAttributes={false}>
        <span>
          <Chip
            name={t(`ui.fields.${field}`)}
            value={value ? label : t("ui.choose")}
            onRemove={value ? () => onChange("") : undefined}
            onClick={() => combobox.toggleDropdown()}
          />
        </span>
      </Combobox.Target>
      <Combobox.Dropdown>
        {options.length > 7 && (
          <Combobox.Search
            value={search}
            onChange={(e) => setSearch(e.currentTarget.value)}
            placeholder={t("common.search")}
          />
        )}
        <Combobox.Options>
          <ScrollArea.Autosize mah={280} type="scroll">
            {found.map((o) => (
              <Combobox.Option key={o.value} value={o.value} active={o.value === value}>
                {o.label}
              </Combobox.Option>
            ))}
            {found.length === 0 && <Combobox.Empty>{t("ui.nothingToChoose")}</Combobox.Empty>}
          </ScrollArea.Autosize>
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

const presets: Preset[] = ["last7", "last30", "last90", "month", "previousMonth"];

interface PeriodChipProps {
  field: "period" | "as_of";
  filter: Filter;
  open: boolean;
  onChange: (part: Filter) => void;
  onClose: () => void;
}

/** A filter by days: a period with names for the usual ones, or the day up to which is known. */
export function PeriodChip({ field, filter, open, onChange, onClose }: PeriodChipProps) {
  const t = useT();
  const format = useFormat();
  const [opened, setOpened] = useState(open);
  const close = (next: boolean) => {
    setOpened(next);
    if (!next) onClose();
  };
  const isPeriod = field === "period";
  const { from = "", to = "", as_of = "" } = filter;
  const on = isPeriod ? Boolean(from || to) : Boolean(as_of);
  const asOf = as_of ? format.date(as_of) : t("ui.choose");
  const written = isPeriod ? periodWords(filter, t, format) : asOf;
  const remove = () => onChange(isPeriod ? { from: "", to: "" } : { as_of: "" });
  const day = (label: string, name: "from" | "to" | "as_of", value: string) => (
    <TextInput
      type="date"
      size="xs"
      label={label}
      value={value}
      onChange={(e) => onChange({ [name]: e.currentTarget.value })}
    />
  );
  return (
    <Popover opened={opened} onChange={close} position="bottom-start" trapFocus withRoles={false}>
      <Popover.Target>
        <span>
          <Chip
            name={t(`ui.fields.${field}`)}
            value={
              <>
                <IconCalendar size={14} stroke={1.6} aria-hidden /> {written}
              </>
            }
            onRemove={on ? remove : undefined}
            onClick={() => close(!opened)}
          />
        </span>
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown}>
        {isPeriod ? (
          <>
            <div className={classes.presets}>
              {presets.map((preset) => (
                <Button
                  key={preset}
                  size="compact-sm"
                  variant="default"
                  onClick={() => {
                    onChange(presetPeriod(preset, dayIn(format.zone, new Date())));
                    close(false);
                  }}
                >
                  {t(`ui.period.${preset}`)}
                </Button>
              ))}
            </div>
            <div className={classes.days}>
              {day(t("ui.period.from"), "from", from)}
              {day(t("ui.period.to"), "to", to)}
            </div>
          </>
        ) : (
          day(t("ui.fields.as_of"), "as_of", as_of)
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
