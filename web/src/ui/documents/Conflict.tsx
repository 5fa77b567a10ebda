// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { IconGitMerge } from "@tabler/icons-react";
import { useState } from "react";
import type { WorkspaceDocument } from "@/api";
import { useT } from "@/lang";
import { YamlEditor } from "../YamlEditor";
import classes from "./documents.module.css";

interface ConflictProps {
  theirs: WorkspaceDocument;
  onTake: () => void;
  onKeep: () => void;
}

/** Somebody else saved the same document: what they saved, and which of the two shall stay. */
export function Conflict({ theirs, onTake, onKeep }: ConflictProps) {
  const t = useT();
  const [shown, setShown] = useState(false);
  return (
    <div className={classes.conflict} role="alert">
      <div className={classes.conflictHead}>
        <IconGitMerge size={18} stroke={1.6} aria-hidden />
        <div>
          <strong>{t("documents.conflict")}</strong>
          <p>{t("documents.conflictText")}</p>
        </div>
      </div>
      <div className={classes.conflictActions}>
        <Button size="xs" variant="default" onClick={() => setShown(!shown)} aria-expanded={shown}>
          {shown ? t("documents.hideTheirs") : t("documents.showTheirs")}
        </Button>
        <Button size="xs" variant="default" onClick={onTake}>
          {t("documents.takeTheirs")}
        </Button>
        <Button size="xs" onClick={onKeep}>
          {t("documents.keepMine")}
        </Button>
      </div>
      {shown && <YamlEditor label={t("documents.theirs")} value={theirs.yaml} minLines={4} maxHeight={240} />}
    </div>
  );
}
