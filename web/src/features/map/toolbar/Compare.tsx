// SPDX-License-Identifier: Apache-2.0
import { Button, Group, Menu, Modal, TextInput } from "@mantine/core";
import { IconArrowsExchange, IconScale, IconX } from "@tabler/icons-react";
import { useState } from "react";
import type { Term } from "@/api";
import type { JourneySummary } from "@/api/lists";
import { useFormat, useT } from "@/lang";
import { addDays, type Filter } from "@/lib/filter";
import { useFilter } from "@/lib/useFilter";
import { periodWords } from "@/ui";
import classes from "./Toolbar.module.css";

interface CompareProps {
  against: string;
  onAgainst: (against: string) => void;
  segments: readonly Term[];
  journeys: readonly JourneySummary[];
  journey: string;
}

/** Journeys that this one may be set against: what it improves, or what improves it, first. */
export function partnersOf(journeys: readonly JourneySummary[], id: string): JourneySummary[] {
  const mine = journeys.find((j) => j.id === id);
  const near = (j: JourneySummary) => j.id === mine?.improves || j.improves === id;
  return journeys.filter((j) => j.id !== id && near(j));
}

/** Sets the map against another segment, another period, or the journey it improves. */
export function CompareMenu({ against, onAgainst, segments, journeys, journey }: CompareProps) {
  const t = useT();
  const [filter] = useFilter();
  const [asking, setAsking] = useState(false);
  const partners = partnersOf(journeys, journey);
  const others = segments.filter((s) => s.value !== filter.segment);
  return (
    <>
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <Button
            size="compact-sm"
            variant={against ? "light" : "subtle"}
            color={against ? undefined : "gray"}
            leftSection={<IconScale size={15} stroke={1.6} />}
          >
            <span className={classes.word}>{t("map.compare.title")}</span>
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {partners.length > 0 && <Menu.Label>{t("map.compare.journey")}</Menu.Label>}
          {partners.map((j) => (
            <Menu.Item key={j.id} onClick={() => onAgainst(`journey:${j.id}`)}>
              {j.title} ({t(`map.state.${(j.state || "as-is") as "as-is"}`)})
            </Menu.Item>
          ))}
          <Menu.Label>{t("map.compare.period")}</Menu.Label>
          <Menu.Item disabled={!filter.from} onClick={() => onAgainst("before")}>
            {filter.from ? t("map.compare.before") : t("map.compare.beforeNeeds")}
          </Menu.Item>
          <Menu.Item onClick={() => setAsking(true)}>{t("map.compare.otherPeriod")}</Menu.Item>
          {others.length > 0 && (
            <Menu.Label>{filter.segment ? t("map.compare.segment") : t("map.compare.everybody")}</Menu.Label>
          )}
          {others.map((s) => (
            <Menu.Item key={s.value} onClick={() => onAgainst(`segment:${s.value}`)}>
              {s.label}
            </Menu.Item>
          ))}
          {against && (
            <>
              <Menu.Divider />
              <Menu.Item leftSection={<IconX size={14} />} onClick={() => onAgainst("")}>
                {t("map.compare.stop")}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <PeriodModal opened={asking} onClose={() => setAsking(false)} onPick={onAgainst} />
    </>
  );
}

interface PeriodModalProps {
  opened: boolean;
  onClose: () => void;
  onPick: (against: string) => void;
}

function PeriodModal({ opened, onClose, onPick }: PeriodModalProps) {
  const t = useT();
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  return (
    <Modal opened={opened} onClose={onClose} title={t("map.compare.otherPeriod")} size="sm">
      <form
        onSubmit={(e) => {
          e.preventDefault();
          onPick(`${from}..${addDays(to, 1)}`);
          onClose();
        }}
      >
        <Group grow>
          <TextInput
            type="date"
            required
            label={t("ui.period.from")}
            value={from}
            onChange={(e) => setFrom(e.currentTarget.value)}
          />
          <TextInput
            type="date"
            required
            min={from}
            label={t("ui.period.to")}
            value={to}
            onChange={(e) => setTo(e.currentTarget.value)}
          />
        </Group>
        <Group justify="flex-end" mt="md">
          <Button type="submit" disabled={!from || !to || to < from}>
            {t("map.compare.title")}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

interface CompareBarProps extends CompareProps {
  filter: Filter;
}

/** Says what is compared with what, and how to read it. */
export function CompareBar({ against, onAgainst, segments, journeys, journey, filter }: CompareBarProps) {
  const t = useT();
  const format = useFormat();
  const [, change] = useFilter();
  const segment = (id: string) => segments.find((s) => s.value === id)?.label ?? id;
  const title = (id: string) => journeys.find((j) => j.id === id)?.title ?? id;
  const [kind = "", value = ""] = against.split(/:(.*)/s);
  const period = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/.exec(against);
  const mine =
    kind === "journey"
      ? title(journey)
      : kind === "segment"
        ? filter.segment
          ? segment(filter.segment)
          : t("map.compare.all")
        : periodWords(filter, t, format);
  const theirs =
    kind === "journey"
      ? title(value)
      : kind === "segment"
        ? segment(value)
        : period
          ? t("ui.period.between", {
              from: format.date(period[1] ?? ""),
              to: format.date(addDays(period[2] ?? "", -1)),
            })
          : t("map.compare.before");
  const swap = () => {
    const was = filter.segment;
    change({ segment: value });
    onAgainst(`segment:${was}`);
  };
  return (
    <div className={classes.compare} role="region" aria-label={t("map.compare.title")}>
      <span className={classes.side}>
        <b>A</b> <span title={mine}>{mine}</span>
      </span>
      <span className={classes.side}>
        <b data-of="b">B</b> <span title={theirs}>{theirs}</span>
      </span>
      {kind === "segment" && filter.segment && (
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconArrowsExchange size={14} />}
          onClick={swap}
        >
          {t("map.compare.swap")}
        </Button>
      )}
      <p>{t("map.compare.how")}</p>
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconX size={14} />}
        onClick={() => onAgainst("")}
      >
        {t("map.compare.stop")}
      </Button>
    </div>
  );
}
