// SPDX-License-Identifier: Apache-2.0
import { Button, Group, Popover, Text, TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useT } from "@/lang";
import { newId } from "../document/places";
import type { Edit } from "../document/types";
import type { Column } from "../numbers/columns";
import { type Adding, useTools, useUi } from "../state/tools";

/** Where in the row something is added: between which columns. */
function placeOf(columns: readonly Column[], adding: Adding): number {
  const { phase, after } = adding;
  if (adding.kind === "stage") {
    const last = columns.findLastIndex((c) => c.phase === phase && (after === "" || c.stage === after));
    return last < 0
      ? phase === "before"
        ? 0
        : columns.length
      : after === ""
        ? columns.findIndex((c) => c.phase === phase)
        : last + 1;
  }
  const at = columns.findIndex((c) => c.step?.id === after);
  if (at >= 0) return at + 1;
  return Math.max(
    0,
    columns.findIndex((c) => c.phase === phase && c.stage === adding.stage),
  );
}

/** Asks for the title of a new step or stage, where it will stand. */
export function AddHere({ columns }: { columns: readonly Column[] }) {
  const adding = useUi((ui) => ui.adding);
  return adding ? <Asking key={JSON.stringify(adding)} columns={columns} adding={adding} /> : null;
}

function Asking({ columns, adding }: { columns: readonly Column[]; adding: Adding }) {
  const t = useT();
  const tools = useTools();
  const [title, setTitle] = useState(adding.kind === "step" ? (adding.event ?? "") : "");
  const anchor = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    anchor.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
    const frame = requestAnimationFrame(() => field.current?.select());
    return () => cancelAnimationFrame(frame);
  }, []);
  const close = () => tools.ui.write({ adding: null });
  const save = () => {
    const text = title.trim();
    if (!text) return;
    const journey = tools.draft.read().journey;
    if (adding.kind === "step") {
      const { phase, stage, after, event } = adding;
      const id = newId(journey, text);
      const value = { title: text, ...(event ? { evidence: [{ event }] } : {}) };
      tools.edit({ op: "add-step", phase, stage, after, value, step: id } as Edit);
      tools.announce(t("map.added", { title: text }));
      close();
      tools.open(id);
    } else {
      tools.edit({ op: "add-stage", phase: adding.phase, stage: text, after: adding.after });
      tools.announce(t("map.added", { title: text }));
      tools.ui.write({ adding: { kind: "step", phase: adding.phase, stage: text, after: "" } });
    }
  };
  const at = placeOf(columns, adding);
  return (
    <Popover opened onChange={(open) => !open && close()} width={272} trapFocus withArrow position="bottom">
      <Popover.Target>
        <div
          ref={anchor}
          style={{
            position: "absolute",
            left: `calc(var(--label) + ${at} * var(--col) - 12px)`,
            top: 0,
            bottom: 0,
            width: 24,
            pointerEvents: "none",
          }}
        />
      </Popover.Target>
      <Popover.Dropdown onKeyDown={(e) => e.stopPropagation()}>
        <form
          onSubmit={(e) => {
            e.preventDefault();
            save();
          }}
        >
          <TextInput
            ref={field}
            data-autofocus
            label={adding.kind === "step" ? t("map.newStep") : t("map.newStage")}
            description={adding.kind === "step" ? t("map.newStepText") : t("map.newStageText")}
            placeholder={adding.kind === "step" ? t("map.newStepHint") : t("map.newStageHint")}
            value={title}
            maxLength={200}
            onChange={(e) => setTitle(e.currentTarget.value)}
            onKeyDown={(e) => e.key === "Escape" && close()}
          />
          {adding.kind === "step" && adding.event && (
            <Text size="xs" c="dimmed" mt={6}>
              {t("map.withEvidence", { event: adding.event })}
            </Text>
          )}
          <Group justify="flex-end" gap="xs" mt="sm">
            <Button size="compact-sm" variant="default" onClick={close}>
              {t("common.cancel")}
            </Button>
            <Button size="compact-sm" type="submit" disabled={!title.trim()}>
              {t("common.add")}
            </Button>
          </Group>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
