// SPDX-License-Identifier: Apache-2.0
import { Button, Menu } from "@mantine/core";
import { IconFilter, IconPlus } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import type { Term, Vocabulary } from "@/api";
import { useT } from "@/lang";
import type { FilterField } from "@/lib/filter";
import { useFilter } from "@/lib/useFilter";
import classes from "./FilterBar.module.css";
import { ChoiceChip, PeriodChip, type ShownField } from "./FilterChip";
import { optionsOf } from "./filterWords";
import { SaveView } from "./SaveView";

interface FilterBarProps {
  /** Which filters this screen understands; "period" is from and to. */
  fields: readonly ShownField[];
  /** The names to choose from: useVocabulary(). */
  vocabulary: Vocabulary;
  /** The roles of people in accounts, where the journey has any. */
  actors?: readonly Term[];
  /** More at the right: a switch of the screen's own. */
  children?: ReactNode;
}

/** The filter of a screen, as chips. Its state is the URL: useFilter() reads it. */
export function FilterBar({ fields, vocabulary, actors = [], children }: FilterBarProps) {
  const t = useT();
  const [filter, change, clear] = useFilter();
  const [added, setAdded] = useState<ShownField | null>(null);
  const isOn = (field: ShownField) =>
    field === "period" ? Boolean(filter.from || filter.to) : Boolean(filter[field]);
  const shown = fields.filter((f) => isOn(f) || f === added || f === "period");
  const rest = fields.filter((f) => !shown.includes(f));
  const options = (field: FilterField): readonly Term[] => optionsOf(field, vocabulary, actors, t);
  return (
    <div className={classes.bar} role="group" aria-label={t("ui.filter")}>
      <IconFilter size={16} stroke={1.6} className={classes.icon} aria-hidden />
      {shown.map((field) =>
        field === "period" || field === "as_of" ? (
          <PeriodChip
            key={field}
            field={field}
            filter={filter}
            open={added === field}
            onChange={change}
            onClose={() => setAdded(null)}
          />
        ) : (
          <ChoiceChip
            key={field}
            field={field}
            value={filter[field] ?? ""}
            options={options(field)}
            open={added === field}
            onChange={(value) => change({ [field]: value })}
            onClose={() => setAdded(null)}
          />
        ),
      )}
      {rest.length > 0 && (
        <Menu>
          <Menu.Target>
            <Button size="compact-sm" variant="subtle" color="gray" leftSection={<IconPlus size={14} />}>
              {t("ui.addFilter")}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {rest.map((field) => (
              <Menu.Item key={field} onClick={() => setAdded(field)}>
                {t(`ui.fields.${field}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {shown.filter(isOn).length > 1 && (
        <Button size="compact-sm" variant="subtle" color="gray" onClick={clear}>
          {t("ui.clearFilters")}
        </Button>
      )}
      <div className={classes.end}>
        {children}
        <SaveView />
      </div>
    </div>
  );
}
