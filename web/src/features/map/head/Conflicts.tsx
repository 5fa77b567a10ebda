// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { IconGitMerge } from "@tabler/icons-react";
import { useT } from "@/lang";
import { isPlain } from "../document/paths";
import type { Conflict } from "../document/types";
import { useDraft, useTools } from "../state/tools";
import classes from "./Head.module.css";

/** Two people changed the same field: theirs stands, mine can be put back. */
export function Conflicts() {
  const conflicts = useDraft((d) => d.conflicts);
  return (
    <div aria-live="assertive">
      {conflicts.slice(0, 3).map((conflict, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: conflicts have no name
        <One key={i} conflict={conflict} />
      ))}
    </div>
  );
}

function One({ conflict }: { conflict: Conflict }) {
  const t = useT();
  const tools = useTools();
  const { edit, current, by } = conflict;
  const step = "step" in edit && edit.step ? tools.titleOf(edit.step) : "";
  const field = edit.op === "set" ? (edit.field === "title" ? t("common.title") : edit.field) : "";
  const place = step ? `“${step}”${field && `, ${field}`}` : field;
  return (
    <div className={classes.strip} data-tone="bad">
      <IconGitMerge size={16} stroke={1.6} aria-hidden />
      <p>
        {t("map.conflict.text", {
          who: by || t("map.conflict.somebody"),
          place,
        })}{" "}
        {edit.op === "set" && (
          <>
            {t("map.conflict.mine")} <strong>{shown(edit.to)}</strong>. {t("map.conflict.theirs")}{" "}
            <strong>{shown(current)}</strong>.
          </>
        )}
      </p>
      <div className={classes.stripActions}>
        <Button size="compact-sm" variant="default" onClick={() => tools.draft.settle(conflict, "mine")}>
          {t("map.conflict.keep")}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => tools.draft.settle(conflict, "theirs")}>
          {t("map.conflict.take")}
        </Button>
      </div>
    </div>
  );
}

/** A value in a line of text. */
export function shown(value: unknown): string {
  if (value === null || value === undefined || value === "") return "–";
  if (Array.isArray(value)) return value.map(shown).join("; ");
  if (isPlain(value)) return shown(value.title ?? value.text ?? value.label ?? JSON.stringify(value));
  return String(value);
}
