// SPDX-License-Identifier: Apache-2.0
import { Button, FileButton, Progress } from "@mantine/core";
import { IconFileUpload } from "@tabler/icons-react";
import { type DragEvent, useState } from "react";
import { problemOf } from "@/api";
import { useFormat, useT } from "@/lang";
import classes from "./Import.module.css";
import { useUpload } from "./useUpload";

const formats = ".csv,.tsv,.txt,.xlsx,.parquet,.json,.ndjson,.jsonl,.xes,.gz";

/** Where files are dropped, or chosen; while they are sent it says how far they are. */
export function DropZone() {
  const t = useT();
  const format = useFormat();
  const [over, setOver] = useState(false);
  const { upload, sent, cancel } = useUpload();
  const take = (files: readonly File[]) => files.length > 0 && upload.mutate(files);
  const on = (isOver: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(isOver);
  };
  const problem = upload.error && problemOf(upload.error);
  const aborted = upload.error instanceof DOMException;
  return (
    <section
      className={classes.drop}
      aria-label={t("data.import.drop")}
      data-over={over || undefined}
      onDragEnter={on(true)}
      onDragOver={on(true)}
      onDragLeave={on(false)}
      onDrop={(event) => {
        on(false)(event);
        if (!upload.isPending) take([...event.dataTransfer.files]);
      }}
    >
      <IconFileUpload size={28} stroke={1.4} aria-hidden />
      {upload.isPending ? (
        <>
          <p className={classes.dropTitle} role="status">
            {sent < 1 ? t("data.import.sending", { share: format.percent(sent) }) : t("data.import.looking")}
          </p>
          <Progress
            className={classes.bar}
            value={sent * 100}
            animated={sent >= 1}
            aria-label={t("data.import.sendingLabel")}
          />
          <Button variant="default" size="xs" onClick={cancel}>
            {t("common.cancel")}
          </Button>
        </>
      ) : (
        <>
          <p className={classes.dropTitle}>{t("data.import.drop")}</p>
          <p className={classes.dropText}>{t("data.import.dropText")}</p>
          {problem && !aborted && (
            <p className={classes.wrong} role="alert">
              {problem.code === "offline"
                ? `${t("ui.offline")} ${t("ui.offlineRemedy")}`
                : `${problem.message} ${problem.remedy}`}
            </p>
          )}
          <FileButton multiple accept={formats} onChange={take}>
            {(props) => <Button {...props}>{t("data.import.choose")}</Button>}
          </FileButton>
        </>
      )}
    </section>
  );
}
