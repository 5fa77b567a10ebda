// SPDX-License-Identifier: Apache-2.0
import { ActionIcon, Button, Tooltip } from "@mantine/core";
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconChevronLeft,
  IconCloudCheck,
  IconCloudOff,
  IconHistory,
  IconRefresh,
  IconSettings2,
} from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";
import { useT } from "@/lang";
import { useParam } from "@/lib/useFilter";
import { useShortcut } from "@/ui";
import type { Journey } from "../document/types";
import { InlineText } from "../grid/InlineText";
import { useDraft, useTools } from "../state/tools";
import { Faults } from "./Faults";
import classes from "./Head.module.css";
import { People } from "./People";
import { TakeAway } from "./TakeAway";

interface HeadProps {
  journey: Journey;
  /** The version that is shown, 0 for none yet. */
  version: number;
  isDraft: boolean;
  /** Whether a draft has been begun. */
  drafted: boolean;
  /** Whether anything may be edited, and the order too. */
  mayEdit: boolean;
  mayText: boolean;
  children?: React.ReactNode;
}

/** What the journey is, who is here, and what can be done with it as a whole. */
export function Head({ journey, version, isDraft, drafted, mayEdit, mayText, children }: HeadProps) {
  const t = useT();
  const tools = useTools();
  const [, setPanel] = useParam("panel");
  const [editing, setEditing] = useState(false);
  const state = journey.state ?? "as-is";
  return (
    <header className={classes.head}>
      {journey.promise && <p className={classes.promise}>“{journey.promise}”</p>}
      <div className={classes.row}>
        <div className={classes.title}>
          <Tooltip label={t("map.allJourneys")}>
            <ActionIcon
              component={Link}
              to="/journeys"
              aria-label={t("map.allJourneys")}
              className="no-print"
            >
              <IconChevronLeft size={18} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
          {editing ? (
            <span className={classes.edit}>
              <InlineText
                value={journey.title}
                label={t("common.title")}
                onSave={(title) => {
                  if (title) tools.set(undefined, "title", title);
                  setEditing(false);
                }}
                onCancel={() => setEditing(false)}
              />
            </span>
          ) : (
            <h1 title={journey.title} onDoubleClick={mayEdit ? () => setEditing(true) : undefined}>
              {journey.title}
            </h1>
          )}
          <span className={classes.badge}>{t(`map.state.${state}`)}</span>
          {drafted || version === 0 ? (
            <span className={classes.badge} data-tone="draft">
              {version > 0 ? t("map.draftOf", { version }) : t("map.draft")}
            </span>
          ) : (
            <span className={classes.badge}>{t("map.version", { version })}</span>
          )}
        </div>
        <div className={classes.tools}>
          <People />
          {mayText && <SaveState />}
          <Faults journey={journey} />
          {mayText && <UndoRedo />}
          <Tooltip label={t("map.panel.journey")}>
            <ActionIcon aria-label={t("map.panel.journey")} onClick={() => setPanel("journey")}>
              <IconSettings2 size={18} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={t("map.history.title")}>
            <ActionIcon
              component={Link}
              to={`/journeys/${encodeURIComponent(tools.journey)}/history`}
              aria-label={t("map.history.title")}
            >
              <IconHistory size={18} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
          <TakeAway journey={journey} version={isDraft ? "draft" : String(version)} />
          {children}
        </div>
      </div>
    </header>
  );
}

function SaveState() {
  const t = useT();
  const tools = useTools();
  const saving = useDraft((d) => d.saving);
  const pending = useDraft((d) => d.pending);
  return (
    <span className={classes.saving} role="status" data-tone={saving === "waiting" ? "warn" : undefined}>
      {saving === "saved" && (
        <>
          <IconCloudCheck size={15} stroke={1.6} aria-hidden /> {t("common.saved")}
        </>
      )}
      {saving === "saving" && (
        <>
          <IconRefresh size={14} stroke={1.6} aria-hidden /> {t("map.saving")}
        </>
      )}
      {saving === "waiting" && (
        <>
          <IconCloudOff size={15} stroke={1.6} aria-hidden /> {t("map.offline", { count: pending })}
          <Button size="compact-xs" variant="subtle" onClick={() => tools.draft.retry()}>
            {t("common.retry")}
          </Button>
        </>
      )}
    </span>
  );
}

function UndoRedo() {
  const t = useT();
  const { draft } = useTools();
  const canUndo = useDraft((d) => d.canUndo);
  const canRedo = useDraft((d) => d.canRedo);
  useShortcut("mod+z", t("common.undo"), () => draft.undo());
  useShortcut("mod+shift+z", t("map.redo"), () => draft.redo());
  return (
    <>
      <Tooltip label={t("common.undo")}>
        <ActionIcon
          aria-label={t("common.undo")}
          disabled={!canUndo}
          className={classes.quiet}
          onClick={() => draft.undo()}
        >
          <IconArrowBackUp size={18} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t("map.redo")}>
        <ActionIcon
          aria-label={t("map.redo")}
          disabled={!canRedo}
          className={classes.quiet}
          onClick={() => draft.redo()}
        >
          <IconArrowForwardUp size={18} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      <span className={classes.rule} />
    </>
  );
}
