// SPDX-License-Identifier: Apache-2.0
import { Button, FileButton } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconCircleCheck, IconUpload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type DragEvent, useState } from "react";
import { validate } from "@/api/generated";
import { useT } from "@/lang";
import { Panel } from "@/ui";
import { type TextFault, YamlEditor } from "@/ui/YamlEditor";
import classes from "./FromYaml.module.css";
import { useCreate } from "./useCreate";

/** What is wrong with a text, asked whenever it rests for a moment. */
function useFaults(yaml: string) {
  const [settled] = useDebouncedValue(yaml, 400);
  return useQuery({
    queryKey: ["validate", settled],
    queryFn: async ({ signal }) => (await validate({ body: { yaml: settled }, signal })).faults ?? [],
    enabled: settled.trim() !== "",
    placeholderData: (previous) => previous,
    gcTime: 0,
  });
}

/** A journey from a document that somebody has: pasted, dropped or chosen. */
export function FromYaml() {
  const t = useT();
  const [yaml, setYaml] = useState("");
  const [over, setOver] = useState(false);
  const check = useFaults(yaml);
  const create = useCreate();
  const read = async (file: File | null | undefined) => file && setYaml(await file.text());
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void read(event.dataTransfer.files[0]);
  };
  const empty = yaml.trim() === "";
  const faults = empty
    ? []
    : [...(create.error ? asFaults(create.error.faults, create.error.message) : (check.data ?? []))];
  const errors = faults.filter((f) => !f.warning).length;
  const wrong = errors > 0;
  return (
    <Panel
      actions={
        <FileButton onChange={read} accept=".yaml,.yml,.json,text/yaml,application/json">
          {(props) => (
            <Button
              {...props}
              size="xs"
              variant="default"
              leftSection={<IconUpload size={14} stroke={1.6} />}
            >
              {t("journeys.create.upload")}
            </Button>
          )}
        </FileButton>
      }
      title={t("journeys.create.yamlLabel")}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button is the first */}
      <div
        className={classes.drop}
        data-over={over || undefined}
        onDragOver={(e) => {
          e.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <YamlEditor
          label={t("journeys.create.yamlLabel")}
          value={yaml}
          onChange={(next) => {
            create.reset();
            setYaml(next);
          }}
          faults={faults}
          minLines={18}
          placeholder={t("journeys.create.yamlPlaceholder")}
        />
      </div>
      <div className={classes.foot}>
        <Button
          loading={create.isPending}
          disabled={empty || wrong || check.isPlaceholderData}
          onClick={() => create.mutate({ yaml })}
        >
          {t("journeys.create.create")}
        </Button>
        <span className={classes.state} role="status">
          {!empty && check.isFetching && t("journeys.create.checking")}
          {!empty && !check.isFetching && wrong && t("documents.faults", { count: errors })}
          {!empty && !check.isFetching && check.data && !wrong && (
            <span className={classes.fine}>
              <IconCircleCheck size={16} stroke={1.6} aria-hidden /> {t("journeys.create.fineShort")}
            </span>
          )}
        </span>
      </div>
    </Panel>
  );
}

const asFaults = (faults: TextFault[], message: string): TextFault[] =>
  faults.length > 0 ? faults : [{ message }];
