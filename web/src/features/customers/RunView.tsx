// SPDX-License-Identifier: Apache-2.0
import { Collapse, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronRight, IconMessageCircleQuestion } from "@tabler/icons-react";
import { useId } from "react";
import { channelNamed, useChannels } from "@/api/channels";
import { useFormat, useT } from "@/lang";
import { ChannelIcon } from "@/ui";
import { AnswerView } from "./AnswerView";
import type { Run } from "./blocks";
import { Details } from "./Details";
import classes from "./Timeline.module.css";
import type { Moment } from "./wire";

/** An event, or the same one several times in a row; its details unfold. */
export function RunView({ run }: { run: Run }) {
  const t = useT();
  const format = useFormat();
  const { channels } = useChannels();
  const [opened, { toggle }] = useDisclosure(false);
  const id = useId();
  const [event] = run.events;
  if (!event) return null;
  const { visit } = run;
  const channel = event.channel ? channelNamed(channels, event.channel) : undefined;
  const name = event.answer
    ? t("customers.page.answered", { question: event.answer.question })
    : visit?.title || event.event;
  return (
    <>
      <li className={classes.run} data-failed={visit?.failed || undefined}>
        <UnstyledButton className={classes.line} onClick={toggle} aria-expanded={opened} aria-controls={id}>
          <span className={classes.icon}>
            {event.answer ? (
              <IconMessageCircleQuestion size={16} stroke={1.6} aria-hidden />
            ) : event.channel ? (
              <ChannelIcon
                channel={channel?.id ?? event.channel}
                mode={channel?.mode}
                label={channel?.title ?? event.channel}
              />
            ) : (
              <span className={classes.dot} aria-hidden />
            )}
          </span>
          <span className={classes.name}>
            {name}
            {run.events.length > 1 && (
              <span className={classes.times}>{t("customers.page.times", { count: run.events.length })}</span>
            )}
            {visit?.failed && <span className={classes.failed}>{t("customers.page.failed")}</span>}
            {visit?.title && !event.answer && visit.title !== event.event && (
              <span className={classes.quiet}>{event.event}</span>
            )}
          </span>
          {event.answer && <AnswerView answer={event.answer} />}
          <When event={event} />
          <IconChevronRight
            size={14}
            stroke={1.8}
            className={classes.chevron}
            data-opened={opened || undefined}
            aria-hidden
          />
        </UnstyledButton>
        <Collapse expanded={opened} id={id}>
          {opened &&
            run.events.map((e) => <Details key={e.message_id} event={e} timed={run.events.length > 1} />)}
        </Collapse>
      </li>
      {run.gap !== null && run.gap >= 60 && (
        <li className={classes.gap}>{t("customers.page.gap", { duration: format.duration(run.gap) })}</li>
      )}
    </>
  );
}

function When({ event }: { event: Moment }) {
  const t = useT();
  const format = useFormat();
  return event.undated ? (
    <span className={classes.when}>{t("customers.page.undated")}</span>
  ) : (
    <time className={classes.when} dateTime={event.time}>
      {format.dateTime(event.time)}
    </time>
  );
}
