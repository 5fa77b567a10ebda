// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { Link } from "react-router";
import { useFormat, useT } from "@/lang";
import { useReplace } from "../history/useReplace";
import { useTools } from "../state/tools";
import classes from "./Head.module.css";

interface VersionBarProps {
  version: number;
  /** The revision of the journey when this was read. */
  revision: number;
  by?: string;
  at?: string;
  mayRestore: boolean;
}

/** Says that an old version is shown, and leads back, or takes it into the draft. */
export function VersionBar({ version, revision, by, at, mayRestore }: VersionBarProps) {
  const t = useT();
  const format = useFormat();
  const tools = useTools();
  const { restore } = useReplace(tools.journey);
  const when = at && by ? t("map.history.published", { by, at: format.dateTime(at) }) : "";
  return (
    <div className={classes.strip} data-tone="info" role="status">
      <IconHistory size={16} stroke={1.6} aria-hidden />
      <p>
        {t("map.history.viewing", { version })} {when}
      </p>
      <div className={classes.stripActions}>
        {mayRestore && (
          <Button size="compact-sm" variant="subtle" onClick={() => void restore(version, revision)}>
            {t("map.history.restore")}
          </Button>
        )}
        <Button
          size="compact-sm"
          variant="default"
          component={Link}
          to={`/journeys/${encodeURIComponent(tools.journey)}`}
        >
          {t("map.history.back")}
        </Button>
      </div>
    </div>
  );
}
