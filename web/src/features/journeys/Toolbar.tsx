// SPDX-License-Identifier: Apache-2.0
import { Checkbox, SegmentedControl, Select, VisuallyHidden } from "@mantine/core";
import { IconLayoutGrid, IconLayoutList } from "@tabler/icons-react";
import { address } from "@/api";
import type { JourneySummary } from "@/api/lists";
import { useT } from "@/lang";
import { ExportMenu } from "@/ui";
import { SearchField } from "@/ui/SearchField";
import { ownersOf, sorts } from "./choose";
import classes from "./Toolbar.module.css";
import { useChoice } from "./useChoice";

/** Finds, filters and sorts journeys; all of it stands in the address. */
export function Toolbar({ journeys, shown }: { journeys: readonly JourneySummary[]; shown: number }) {
  const t = useT();
  const { choice, status, view, archived, change } = useChoice();
  const owners = ownersOf(journeys);
  return (
    <div className={classes.bar} role="search" aria-label={t("journeys.find")}>
      <SearchField
        size="xs"
        className={classes.find}
        label={t("journeys.find")}
        value={choice.q}
        onSearch={(q) => change({ q })}
      />
      <Select
        size="xs"
        className={classes.choice}
        aria-label={t("journeys.anyState")}
        placeholder={t("journeys.anyState")}
        data={(["as-is", "to-be", "ideal"] as const).map((value) => ({
          value,
          label: t(`journeys.state.${value}`),
        }))}
        value={choice.state || null}
        onChange={(value) => change({ state: value ?? "" })}
        clearable
      />
      <Select
        size="xs"
        className={classes.choice}
        aria-label={t("journeys.anyStatus")}
        placeholder={t("journeys.anyStatus")}
        data={(["published", "in-review", "draft", "archived"] as const).map((value) => ({
          value,
          label: t(`journeys.status.${value}`),
        }))}
        value={status || null}
        onChange={(value) => change({ status: value ?? "" })}
        clearable
      />
      {owners.length > 1 && (
        <Select
          size="xs"
          className={classes.owner}
          aria-label={t("journeys.anyOwner")}
          placeholder={t("journeys.anyOwner")}
          data={owners}
          value={choice.owner || null}
          onChange={(value) => change({ owner: value ?? "" })}
          clearable
          searchable
        />
      )}
      <Checkbox
        size="xs"
        label={t("journeys.stale")}
        checked={choice.due}
        onChange={(e) => change({ due: e.currentTarget.checked ? "yes" : "" })}
      />
      <div className={classes.end}>
        <span className={classes.count} role="status">
          {shown === journeys.length
            ? t("journeys.count", { count: shown })
            : t("journeys.countOf", { shown, all: journeys.length })}
        </span>
        <ExportMenu
          href={(format) => address("/tables/journeys", { archived: archived || undefined, format })}
        />
        <Select
          size="xs"
          className={classes.choice}
          aria-label={t("journeys.sort")}
          data={sorts.map((value) => ({ value, label: t(`journeys.sorts.${value}`) }))}
          value={choice.sort}
          onChange={(value) => change({ sort: value === "title" ? "" : (value ?? "") })}
          allowDeselect={false}
        />
        <SegmentedControl
          aria-label={t("journeys.view")}
          size="xs"
          value={view}
          onChange={(value) => change({ view: value === "list" ? "list" : "" })}
          data={[
            {
              value: "cards",
              label: (
                <>
                  <IconLayoutGrid size={16} stroke={1.6} aria-hidden />
                  <VisuallyHidden>{t("journeys.cards")}</VisuallyHidden>
                </>
              ),
            },
            {
              value: "list",
              label: (
                <>
                  <IconLayoutList size={16} stroke={1.6} aria-hidden />
                  <VisuallyHidden>{t("journeys.list")}</VisuallyHidden>
                </>
              ),
            },
          ]}
        />
      </div>
    </div>
  );
}
