// SPDX-License-Identifier: Apache-2.0
import { Button, Progress } from "@mantine/core";
import { keys } from "@/api";
import { cancelImport, type UploadImport } from "@/api/generated";
import { useFormat, useT } from "@/lang";
import { Panel, useChange } from "@/ui";
import { Facts } from "../Facts";
import classes from "./Import.module.css";

/** How far an import is that goes on. */
export function Running({ of }: { of: UploadImport }) {
  const t = useT();
  const format = useFormat();
  const cancel = useChange({ run: () => cancelImport({ path: { id: of.id } }), stale: keys.imports });
  const p = of.progress;
  const share = p && p.total_bytes > 0 ? p.done_bytes / p.total_bytes : 0;
  return (
    <Panel
      title={of.state === "waiting" ? t("data.import.waitingTitle") : t("data.import.runningTitle")}
      text={of.state === "waiting" ? t("data.import.waitingText") : t("data.import.runningText")}
      actions={
        <Button
          variant="default"
          size="xs"
          loading={cancel.isPending}
          onClick={() => cancel.mutate(undefined)}
        >
          {t("common.cancel")}
        </Button>
      }
    >
      <div className={classes.progress}>
        <div>
          <div className={classes.progressHead}>
            <span>{p?.file}</span>
            <span>
              {p && p.remaining_s >= 1 ? t("data.import.left", { time: format.duration(p.remaining_s) }) : ""}
            </span>
          </div>
          <Progress
            value={share * 100}
            animated
            aria-label={t("data.import.runningTitle")}
            aria-valuetext={format.percent(share)}
          />
        </div>
        {p && (
          <Facts
            facts={(["rows", "events", "answers", "duplicates", "quarantined"] as const).map((key) => ({
              name: t(`data.import.${key}`),
              value: format.number(p[key]),
              tone: key === "quarantined" && p[key] > 0 ? "warn" : undefined,
            }))}
          />
        )}
      </div>
    </Panel>
  );
}
