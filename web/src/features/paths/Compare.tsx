// SPDX-License-Identifier: Apache-2.0
import { Button, CloseButton, Menu, Popover, TextInput, Tooltip } from "@mantine/core";
import { IconArrowsDiff, IconCheck } from "@tabler/icons-react";
import { useState } from "react";
import type { Term } from "@/api";
import { useFormat, useT } from "@/lang";
import { addDays } from "@/lib/filter";
import { useParam } from "@/lib/useFilter";
import { useHere } from "./here";
import classes from "./Paths.module.css";
import { hindrance } from "./terms";

/** Chooses whom the answers are compared with. */
export function Compare({ segments }: { segments: readonly Term[] }) {
  const t = useT();
  const { terms } = useHere();
  const [against, setAgainst] = useParam("against");
  const [period, setPeriod] = useState(false);
  const name = useSideName();
  const why = against ? hindrance(terms) : "";
  const item = (value: string, label: string) => {
    const blocked = hindrance({ ...terms, against: value });
    return (
      <Menu.Item
        key={value}
        disabled={blocked !== ""}
        onClick={() => setAgainst(value)}
        rightSection={against === value && <IconCheck size={14} />}
      >
        {label}
        {blocked && <span className={classes.hint}>{t(`paths.compare.why.${blocked}`)}</span>}
      </Menu.Item>
    );
  };
  return (
    <span className={classes.compare} data-on={against ? true : undefined}>
      <Menu width={260} position="bottom-end">
        <Menu.Target>
          <Tooltip label={why && t(`paths.compare.why.${why}`)} disabled={!why}>
            <Button
              size="compact-sm"
              variant="subtle"
              color={why ? "yellow" : against ? undefined : "gray"}
              leftSection={<IconArrowsDiff size={16} stroke={1.6} />}
            >
              {against ? t("paths.compare.with", { other: name(against) }) : t("paths.compare.title")}
            </Button>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          {item("before", t("paths.compare.before"))}
          {item("rest", t("paths.compare.rest"))}
          <Menu.Item onClick={() => setPeriod(true)} disabled={!terms.filter.from && !terms.filter.to}>
            {t("paths.compare.period")}
            {!terms.filter.from && !terms.filter.to && (
              <span className={classes.hint}>{t("paths.compare.why.period")}</span>
            )}
          </Menu.Item>
          {segments.length > 0 && <Menu.Label>{t("ui.fields.segment")}</Menu.Label>}
          {segments.map((s) => item(`segment:${s.value}`, s.label))}
        </Menu.Dropdown>
      </Menu>
      {against && (
        <CloseButton
          size="xs"
          iconSize={12}
          aria-label={t("paths.compare.stop")}
          onClick={() => setAgainst("")}
        />
      )}
      <Popover opened={period} onChange={setPeriod} position="bottom-end" trapFocus withRoles={false}>
        <Popover.Target>
          <span />
        </Popover.Target>
        <Popover.Dropdown>
          <form
            className={classes.form}
            onSubmit={(event) => {
              event.preventDefault();
              const form = new FormData(event.currentTarget);
              const to = String(form.get("to"));
              setAgainst(`${form.get("from")}..${to && addDays(to, 1)}`);
              setPeriod(false);
            }}
          >
            <TextInput type="date" name="from" label={t("ui.period.from")} required size="xs" />
            <TextInput type="date" name="to" label={t("ui.period.to")} required size="xs" />
            <Button type="submit" size="xs">
              {t("paths.apply")}
            </Button>
          </form>
        </Popover.Dropdown>
      </Popover>
    </span>
  );
}

/** What a side of a comparison is called: "rest", "segment:gold", "2026-01-01..2026-02-01". */
export function useSideName(): (side: string) => string {
  const t = useT();
  const format = useFormat();
  const { segment } = useHere();
  const one = (word: string) => {
    if (word === "all" || word === "rest" || word === "before") return t(`paths.compare.side.${word}`);
    if (word.startsWith("segment:")) return segment(word.slice("segment:".length));
    const [from = "", to = ""] = word.split("..");
    if (from && to)
      return t("ui.period.between", { from: format.day(from), to: format.day(addDays(to, -1)) });
    if (from) return t("ui.period.since", { from: format.day(from) });
    return to ? t("ui.period.until", { to: format.day(addDays(to, -1)) }) : word;
  };
  return (side) => side.split(" ").map(one).join(" · ");
}
