// SPDX-License-Identifier: Apache-2.0
import { Button, Select, Textarea, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import type { WorkspaceDocument } from "@/api";
import { useChannels } from "@/api/channels";
import { useT } from "@/lang";
import { slugOf } from "@/lib/slug";
import { DocumentDrawer, type FormProps, useDelete } from "@/ui/documents";
import classes from "./Touchpoints.module.css";

/** A touchpoint of the library as its document has it. */
export interface TouchpointValue {
  id: string;
  title?: string;
  owner?: string;
  channel?: string;
  mode?: "physical" | "digital" | "remote-human";
  nature?: "informative" | "transactional";
  direction?: "push" | "pull";
  control?: "company" | "partner" | "customer" | "external";
  promise?: string;
}

const begin = {
  yaml: `wend: touchpoints/v1
touchpoints:
  - id: new-touchpoint
    title: ""
    owner: ""
    channel: website
    nature: informative
    direction: pull
    promise: ""
`,
  value: { id: "", title: "" } satisfies TouchpointValue as TouchpointValue,
};

interface TouchpointDrawerProps {
  document?: WorkspaceDocument<TouchpointValue>;
  onClose: () => void;
}

/** Adds a touchpoint to the library, or changes one. */
export function TouchpointDrawer({ document, onClose }: TouchpointDrawerProps) {
  const t = useT();
  return (
    <DocumentDrawer<TouchpointValue>
      kind="touchpoints"
      title={document ? t("touchpoints.edit", { title: document.title }) : t("touchpoints.new")}
      document={document}
      begin={begin}
      form={(props) => <Form {...props} document={document} onGone={onClose} />}
      onClose={onClose}
    />
  );
}

interface Extra {
  document?: WorkspaceDocument<TouchpointValue>;
  onGone: () => void;
}

function Form({ value, onChange, errors, isNew, document, onGone }: FormProps<TouchpointValue> & Extra) {
  const t = useT();
  const { channels } = useChannels();
  const [named, setNamed] = useState(!isNew);
  const remove = useDelete("touchpoints");
  const set = (part: Partial<TouchpointValue>) => onChange({ ...value, ...part });
  const choice = <K extends "nature" | "direction" | "control">(
    field: K,
    label: string,
    data: { value: string; label: string }[],
  ) => (
    <Select
      label={label}
      data={data}
      value={value[field] ?? null}
      onChange={(next) => set({ [field]: next ?? undefined })}
      error={errors[field]}
      clearable
    />
  );
  return (
    <div className={classes.form}>
      <TextInput
        label={t("touchpoints.titleField")}
        value={value.title ?? ""}
        onChange={(e) => {
          const title = e.currentTarget.value;
          set({ title, ...(named ? {} : { id: slugOf(title) }) });
        }}
        error={errors.title}
        required
        data-autofocus
      />
      {isNew && (
        <TextInput
          label={t("documents.id")}
          description={t("documents.idText")}
          value={value.id}
          onChange={(e) => {
            setNamed(true);
            set({ id: slugOf(e.currentTarget.value) });
          }}
          error={errors.id}
          required
        />
      )}
      <Select
        label={t("touchpoints.channel")}
        data={channels.map((c) => ({ value: c.id, label: c.title }))}
        value={value.channel ?? null}
        onChange={(channel) => set({ channel: channel ?? undefined })}
        error={errors.channel}
        searchable
        clearable
      />
      <div className={classes.pair}>
        {choice(
          "nature",
          t("touchpoints.nature"),
          (["informative", "transactional"] as const).map((v) => ({
            value: v,
            label: t(`common.nature.${v}`),
          })),
        )}
        {choice(
          "direction",
          t("touchpoints.direction"),
          (["push", "pull"] as const).map((v) => ({ value: v, label: t(`common.direction.${v}`) })),
        )}
      </div>
      {choice(
        "control",
        t("touchpoints.control"),
        (["company", "partner", "customer", "external"] as const).map((v) => ({
          value: v,
          label: t(`common.control.${v}`),
        })),
      )}
      <TextInput
        label={t("touchpoints.owner")}
        description={t("touchpoints.ownerText")}
        value={value.owner ?? ""}
        onChange={(e) => set({ owner: e.currentTarget.value || undefined })}
        error={errors.owner}
      />
      <Textarea
        label={t("touchpoints.promise")}
        description={t("touchpoints.promiseText")}
        value={value.promise ?? ""}
        onChange={(e) => set({ promise: e.currentTarget.value || undefined })}
        autosize
        minRows={2}
        error={errors.promise}
      />
      {document && (
        <Button
          className={classes.delete}
          size="xs"
          variant="default"
          leftSection={<IconTrash size={14} stroke={1.6} />}
          onClick={async () => {
            if (await remove(document)) onGone();
          }}
        >
          {t("common.delete")}
        </Button>
      )}
    </div>
  );
}
