// SPDX-License-Identifier: Apache-2.0
import { useDraggable } from "@dnd-kit/core";
import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconCircleCheck, IconX } from "@tabler/icons-react";
import type { UseQueryResult } from "@tanstack/react-query";
import { memo } from "react";
import { useFormat, useT } from "@/lang";
import { ChannelIcon, EmptyState, Loaded, useToasts } from "@/ui";
import { listOrNothing, textsOf } from "../document/forms";
import { placeOf, placesOf } from "../document/places";
import type { Dragged } from "../grid/drops";
import type { Unmapped } from "../numbers/wire";
import { type Tools, useJourney, useTools } from "../state/tools";
import classes from "./Tray.module.css";

interface TrayProps {
  query: UseQueryResult<{ touchpoints: Unmapped[] | null; different: number; instances: number }>;
  editable: boolean;
  onClose: () => void;
}

/** What customers do on the way that the map does not know: drag it where it belongs. */
export default function Tray({ query, editable, onClose }: TrayProps) {
  const t = useT();
  return (
    <section className={classes.tray} aria-label={t("map.tray.title")}>
      <div className={classes.head}>
        <h2>{t("map.tray.title")}</h2>
        <p>{editable ? t("map.tray.text") : t("map.tray.textRead")}</p>
        <Ignored editable={editable} />
        <ActionIcon size="sm" aria-label={t("common.close")} onClick={onClose}>
          <IconX size={15} stroke={1.6} />
        </ActionIcon>
      </div>
      <Loaded
        query={query}
        lines={2}
        isEmpty={(d) => (d.touchpoints ?? []).length === 0}
        empty={
          <EmptyState
            icon={<IconCircleCheck size={20} stroke={1.6} />}
            title={t("map.tray.none")}
            text={t("map.tray.noneText")}
          />
        }
      >
        {(d) => (
          <ul className={classes.list}>
            {(d.touchpoints ?? []).map((event) => (
              <One key={`${event.name}/${event.channel}`} event={event} editable={editable} />
            ))}
          </ul>
        )}
      </Loaded>
    </section>
  );
}

/** Events that the journey's document says are no touchpoints, and the way back. */
function Ignored({ editable }: { editable: boolean }) {
  const t = useT();
  const tools = useTools();
  const ignored = textsOf(useJourney().ignore);
  if (ignored.length === 0) return null;
  return (
    <Menu position="top-end" width={280}>
      <Menu.Target>
        <Button size="compact-xs" variant="subtle" color="gray">
          {t("map.tray.ignoredCount", { count: ignored.length })}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: "auto" }}>
        <Menu.Label>{t("map.tray.ignoredText")}</Menu.Label>
        {ignored.map((event) => (
          <Menu.Item
            key={event}
            disabled={!editable}
            rightSection={editable && <span className={classes.back}>{t("map.tray.back")}</span>}
            onClick={() => heed(tools, event)}
          >
            {event}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

const ignoredOf = (tools: Tools) => textsOf(tools.draft.read().journey.ignore);

function ignore(tools: Tools, event: string): void {
  const ignored = ignoredOf(tools);
  if (!ignored.includes(event)) tools.set(undefined, "ignore", [...ignored, event]);
}

/** Takes an event out of those that are ignored. */
function heed(tools: Tools, event: string): void {
  tools.set(undefined, "ignore", listOrNothing(ignoredOf(tools).filter((e) => e !== event)));
}

const One = memo(function One({ event, editable }: { event: Unmapped; editable: boolean }) {
  const t = useT();
  const format = useFormat();
  const tools = useTools();
  const toasts = useToasts();
  const { setNodeRef, setActivatorNodeRef, listeners, isDragging } = useDraggable({
    id: `event:${event.name}|${event.channel}`,
    data: { kind: "event", event: event.name, title: event.name } satisfies Dragged,
    disabled: !editable,
  });
  const behind = event.behind?.step;
  const add = () => {
    const journey = tools.draft.read().journey;
    const place = (behind && placeOf(journey, behind)) || placesOf(journey).at(-1);
    if (!place) return;
    const { phase, stage, step } = place;
    tools.ui.write({ adding: { kind: "step", phase, stage, after: step.id, event: event.name } });
  };
  return (
    <li
      ref={(node) => {
        setNodeRef(node);
        setActivatorNodeRef(node);
      }}
      {...(editable ? listeners : {})}
      className={classes.event}
      data-drag={editable || undefined}
      data-moving={isDragging || undefined}
      aria-roledescription={editable ? t("map.drag.role") : undefined}
      tabIndex={editable ? 0 : undefined}
    >
      <span className={classes.name} title={event.name}>
        <ChannelIcon channel={event.channel} size={15} label={event.channel} />
        <span>{event.name}</span>
      </span>
      <span>
        {t("map.tray.counts", {
          events: format.number(event.events),
          instances: format.number(event.instances),
        })}
        {event.share && ` · ${format.percent(event.share.value)}`}
      </span>
      {behind && <span>{t("map.tray.behind", { step: tools.titleOf(behind) })}</span>}
      {editable && (
        <span className={classes.actions}>
          <Button size="compact-xs" variant="subtle" onClick={add} onPointerDown={(e) => e.stopPropagation()}>
            {t("map.tray.add")}
          </Button>
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            onClick={() => {
              ignore(tools, event.name);
              toasts.done(t("map.tray.ignored", { event: event.name }), () => heed(tools, event.name));
            }}
            onPointerDown={(e) => e.stopPropagation()}
          >
            {t("map.tray.ignore")}
          </Button>
        </span>
      )}
    </li>
  );
});
