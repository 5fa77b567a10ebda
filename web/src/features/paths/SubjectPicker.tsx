// SPDX-License-Identifier: Apache-2.0
import { Button, Menu, Popover, TextInput } from "@mantine/core";
import { IconAdjustments, IconCheck, IconChevronDown, IconListDetails, IconRoute } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { keys, send } from "@/api";
import { journeysQuery } from "@/api/lists";
import { useFormat, useT } from "@/lang";
import { useHere } from "./here";
import classes from "./Paths.module.css";
import { type Subject, writeSubject } from "./terms";

interface Version {
  version: number;
  at?: string;
  note?: string;
}

/** Whose paths: a journey in one of its versions, or all events. */
export function SubjectPicker() {
  const t = useT();
  const { terms } = useHere();
  const [, setSearch] = useSearchParams();
  const choose = (subject: Partial<Subject>) =>
    setSearch((now) => writeSubject(now, subject), { replace: true });
  const journeys = useQuery(journeysQuery);
  const chosen = journeys.data?.find((j) => j.id === terms.journey);
  const Shape = terms.events ? IconListDetails : IconRoute;
  return (
    <div className={classes.subject}>
      <Menu width={320}>
        <Menu.Target>
          <Button
            variant="default"
            leftSection={<Shape size={16} stroke={1.6} />}
            rightSection={<IconChevronDown size={14} />}
          >
            <span className="visually-hidden">{t("paths.subject.choose")}: </span>
            {terms.events
              ? t("paths.subject.events")
              : (chosen?.title ?? terms.journey ?? t("paths.subject.choose"))}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t("paths.subject.journeys")}</Menu.Label>
          {journeys.data?.map((j) => (
            <Menu.Item
              key={j.id}
              leftSection={<IconRoute size={16} stroke={1.6} />}
              rightSection={j.id === terms.journey && <IconCheck size={14} />}
              onClick={() => choose({ journey: j.id })}
            >
              {j.title}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconListDetails size={16} stroke={1.6} />}
            rightSection={terms.events && <IconCheck size={14} />}
            onClick={() => choose({ events: true })}
          >
            {t("paths.subject.events")}
            <span className={classes.hint}>{t("paths.subject.eventsText")}</span>
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {terms.journey && <VersionPicker onChoose={(version) => choose({ journey: terms.journey, version })} />}
      {terms.events && <HistoryRules onChoose={(rules) => choose({ events: true, ...rules })} />}
    </div>
  );
}

function VersionPicker({ onChoose }: { onChoose: (version: string) => void }) {
  const t = useT();
  const format = useFormat();
  const { terms } = useHere();
  const journeys = useQuery(journeysQuery);
  const chosen = journeys.data?.find((j) => j.id === terms.journey);
  const versions = useQuery({
    queryKey: keys.versions(terms.journey),
    queryFn: async ({ signal }) =>
      (
        await send<{ versions: Version[] | null }>(
          "GET",
          `/journeys/${encodeURIComponent(terms.journey)}/versions`,
          { signal },
        )
      ).versions ?? [],
    retry: false,
  });
  const name = (version: string) =>
    version === "draft"
      ? t("paths.subject.draft")
      : version
        ? t("paths.subject.version", { version })
        : t("paths.subject.published");
  return (
    <Menu width={260}>
      <Menu.Target>
        <Button variant="subtle" color="gray" rightSection={<IconChevronDown size={14} />}>
          <span className="visually-hidden">{t("paths.subject.chooseVersion")}: </span>
          {name(terms.version)}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onChoose("")} rightSection={!terms.version && <IconCheck size={14} />}>
          {name("")}
        </Menu.Item>
        {chosen?.draft && (
          <Menu.Item
            onClick={() => onChoose("draft")}
            rightSection={terms.version === "draft" && <IconCheck size={14} />}
          >
            {name("draft")}
          </Menu.Item>
        )}
        {versions.data && versions.data.length > 0 && <Menu.Divider />}
        {versions.data?.map((v) => (
          <Menu.Item
            key={v.version}
            onClick={() => onChoose(String(v.version))}
            rightSection={terms.version === String(v.version) && <IconCheck size={14} />}
          >
            {name(String(v.version))}
            <span className={classes.hint}>
              {[v.at && format.date(v.at), v.note].filter(Boolean).join(" · ")}
            </span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** What is one instance of all events: a customer's whole history, cut by silence or by a property. */
function HistoryRules({ onChoose }: { onChoose: (rules: { idle: string; each: string }) => void }) {
  const t = useT();
  const { terms } = useHere();
  const said = terms.each
    ? t("paths.subject.eachSaid", { property: terms.each })
    : terms.idle
      ? t("paths.subject.idleSaid", { idle: terms.idle })
      : t("paths.subject.whole");
  return (
    <Popover position="bottom-start" trapFocus>
      <Popover.Target>
        <Button variant="subtle" color="gray" leftSection={<IconAdjustments size={16} stroke={1.6} />}>
          {said}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault();
            const form = new FormData(event.currentTarget);
            onChoose({ idle: String(form.get("idle")).trim(), each: String(form.get("each")).trim() });
          }}
        >
          <TextInput
            name="idle"
            label={t("paths.subject.idle")}
            description={t("paths.subject.idleText")}
            placeholder="30m"
            defaultValue={terms.idle}
          />
          <TextInput
            name="each"
            label={t("paths.subject.each")}
            description={t("paths.subject.eachText")}
            placeholder="order_id"
            defaultValue={terms.each}
          />
          <Button type="submit" size="xs">
            {t("paths.apply")}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
