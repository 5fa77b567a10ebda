// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { IconAlertTriangle, IconRoute, IconTable } from "@tabler/icons-react";
import { Link } from "react-router";
import { useMay } from "@/api";
import type { UploadImport } from "@/api/generated";
import { useFormat, useT } from "@/lang";
import { EmptyState, Panel } from "@/ui";
import { Facts } from "../Facts";
import { FileResults } from "./FileResults";
import classes from "./Import.module.css";
import type { State } from "./wire";

/** What became of an import, and what to do next. */
export function Outcome({ of }: { of: UploadImport }) {
  const t = useT();
  const format = useFormat();
  const r = of.result;
  const ended = of.state as Extract<State, "done" | "failed" | "canceled" | "interrupted" | "received">;
  return (
    <>
      <Panel
        title={t(`data.outcome.${ended}`)}
        text={
          of.state === "done" && r
            ? t("data.outcome.doneText", { time: format.duration(Math.max(1, r.seconds)) })
            : t("data.outcome.stays")
        }
      >
        {of.problem && (
          <EmptyState
            tone="bad"
            icon={<IconAlertTriangle size={20} stroke={1.6} />}
            title={of.problem.message}
            text={[placeOf(of.problem, t), of.problem.remedy].filter(Boolean).join(" ")}
          />
        )}
        {r && (
          <Facts
            facts={(["rows", "events", "answers", "customers", "duplicates", "quarantined"] as const).map(
              (key) => ({
                name: t(`data.import.${key}`),
                value: format.number(r[key]),
                tone: key === "quarantined" && r[key] > 0 ? "warn" : undefined,
              }),
            )}
          />
        )}
        {r && r.events + r.answers + r.duplicates > 0 && <Next of={of} />}
      </Panel>
      {r && <FileResults of={of.id} files={r.files ?? []} />}
    </>
  );
}

function placeOf(problem: { file?: string; line?: number }, t: ReturnType<typeof useT>): string {
  if (!problem.file) return "";
  return problem.line ? t("data.place", { file: problem.file, line: problem.line }) : `${problem.file}:`;
}

function Next({ of }: { of: UploadImport }) {
  const t = useT();
  const mayEdit = useMay("edit-journeys");
  const mayRead = useMay("read-customers");
  const quarantined = of.result?.quarantined ?? 0;
  return (
    <div className={classes.next}>
      <Button component={Link} to="/data/events" leftSection={<IconTable size={16} stroke={1.6} />}>
        {t("data.outcome.seeEvents")}
      </Button>
      {mayEdit && (
        <Button
          component={Link}
          to="/journeys/new?from=data"
          variant="default"
          leftSection={<IconRoute size={16} stroke={1.6} />}
        >
          {t("data.outcome.makeJourney")}
        </Button>
      )}
      {quarantined > 0 && mayRead && (
        <Button
          component={Link}
          to={`/data/quarantine?import=${encodeURIComponent(of.id)}`}
          variant="default"
          leftSection={<IconAlertTriangle size={16} stroke={1.6} />}
        >
          {t("data.outcome.seeQuarantine", { count: quarantined })}
        </Button>
      )}
    </div>
  );
}
