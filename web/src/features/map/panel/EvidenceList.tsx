// SPDX-License-Identifier: Apache-2.0
import { ActionIcon, Autocomplete, Button, Menu, TextInput } from "@mantine/core";
import { IconAlertTriangle, IconPlus, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { keys, send } from "@/api";
import { useT } from "@/lang";
import { eventsOf } from "../document/forms";
import { placesOf } from "../document/places";
import type { Evidence, Journey, Step } from "../document/types";
import { useTyping } from "./fields";
import { Matches } from "./Matches";
import classes from "./Panel.module.css";
import { WhereRows } from "./WhereRows";

interface EvidenceListProps {
  step: Step;
  journey: Journey;
  list: Evidence[];
  disabled: boolean;
  onChange: (list: Evidence[]) => void;
}

/** Events and answers, each with what it matches now. A new one counts once it has a name. */
export function EvidenceList({ step, journey, list, disabled, onChange }: EvidenceListProps) {
  const t = useT();
  const [begun, setBegun] = useState<Evidence | null>(null);
  const shown = begun ? [...list, begun] : list;
  const change = (index: number, to: Evidence) => {
    const complete = Boolean(to.event) || Boolean(to.answer?.survey && to.answer.question);
    if (index < list.length) return onChange(list.map((e, i) => (i === index ? to : e)));
    setBegun(complete ? null : to);
    if (complete) onChange([...list, to]);
  };
  return (
    <div style={{ display: "flex", flexDirection: "column", gap: 8 }}>
      {shown.map((evidence, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: evidence has no name of its own
        <div key={i} className={classes.evidence}>
          <div style={{ display: "flex", gap: 6, alignItems: "flex-start" }}>
            {evidence.answer ? (
              <AnswerFields evidence={evidence} disabled={disabled} onChange={(to) => change(i, to)} />
            ) : (
              <EventField evidence={evidence} disabled={disabled} onChange={(to) => change(i, to)} />
            )}
            {!disabled && (
              <ActionIcon
                mt={2}
                aria-label={t("map.evidence.remove", {
                  event: evidence.event ?? evidence.answer?.question ?? "",
                })}
                onClick={() => (i < list.length ? onChange(list.filter((_, k) => k !== i)) : setBegun(null))}
              >
                <IconTrash size={16} stroke={1.6} />
              </ActionIcon>
            )}
          </div>
          {evidence.event && (
            <WhereRows
              event={evidence.event}
              where={evidence.where}
              disabled={disabled}
              onChange={(where) => change(i, { ...evidence, where })}
            />
          )}
          {(evidence.event || evidence.answer?.question) && <Matches evidence={[evidence]} />}
          <Claimed step={step} journey={journey} event={evidence.event} />
        </div>
      ))}
      {!disabled && !begun && (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconPlus size={14} />}
              style={{ alignSelf: "flex-start" }}
            >
              {t("map.evidence.add")}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => setBegun({ event: "" })}>{t("map.evidence.event")}</Menu.Item>
            <Menu.Item onClick={() => setBegun({ answer: { survey: "", question: "" } })}>
              {t("map.evidence.answer")}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      {list.length > 1 && (
        <div className={classes.matches}>
          {t("map.evidence.together")} <Matches evidence={list} />
        </div>
      )}
    </div>
  );
}

interface OneProps {
  evidence: Evidence;
  disabled: boolean;
  onChange: (to: Evidence) => void;
}

function EventField({ evidence, disabled, onChange }: OneProps) {
  const t = useT();
  const names = useQuery({
    queryKey: keys.events("names"),
    queryFn: async ({ signal }) =>
      (await send<{ names: string[] | null }>("GET", "/events/names", { signal })).names ?? [],
    staleTime: 60_000,
  }).data;
  const typing = useTyping(evidence.event ?? "", (event) => event && onChange({ ...evidence, event }));
  return (
    <Autocomplete
      style={{ flex: 1 }}
      size="xs"
      aria-label={t("map.evidence.event")}
      placeholder={t("map.evidence.eventHint")}
      disabled={disabled}
      autoFocus={evidence.event === ""}
      data={names ?? []}
      limit={60}
      value={typing.value}
      onChange={typing.onChange}
      onBlur={typing.onBlur}
      onOptionSubmit={(event) => onChange({ ...evidence, event })}
    />
  );
}

function AnswerFields({ evidence, disabled, onChange }: OneProps) {
  const t = useT();
  const answer = evidence.answer ?? { survey: "", question: "" };
  const survey = useTyping(answer.survey, (text) => onChange({ answer: { ...answer, survey: text } }));
  const question = useTyping(answer.question, (text) => onChange({ answer: { ...answer, question: text } }));
  return (
    <div className={classes.pair} style={{ flex: 1 }}>
      <TextInput
        size="xs"
        placeholder={t("map.question.survey")}
        aria-label={t("map.question.survey")}
        disabled={disabled}
        value={survey.value}
        onBlur={survey.onBlur}
        onChange={(e) => survey.onChange(e.currentTarget.value)}
      />
      <TextInput
        size="xs"
        placeholder={t("map.question.question")}
        aria-label={t("map.question.question")}
        disabled={disabled}
        value={question.value}
        onBlur={question.onBlur}
        onChange={(e) => question.onChange(e.currentTarget.value)}
      />
    </div>
  );
}

/** Warns where another step claims the same event: the first in order gets it. */
function Claimed({ step, journey, event }: { step: Step; journey: Journey; event?: string }) {
  const t = useT();
  if (!event) return null;
  const others = placesOf(journey).filter((p) => p.step.id !== step.id && eventsOf(p.step).includes(event));
  if (others.length === 0) return null;
  return (
    <div className={classes.warn}>
      <IconAlertTriangle size={14} stroke={1.8} aria-hidden />
      {t("map.evidence.claimed", { steps: others.map((p) => p.step.title).join(", ") })}
    </div>
  );
}
