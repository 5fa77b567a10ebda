// SPDX-License-Identifier: Apache-2.0
import { Button, Select, TagsInput, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import type { Channel, ChannelValue } from "@/api/channels";
import { useT } from "@/lang";
import type { Mode } from "@/lib/channels";
import { slugOf } from "@/lib/slug";
import { DocumentDrawer, type FormProps, useDelete } from "@/ui/documents";
import classes from "./Channels.module.css";

/** Adds a channel, or describes one anew. */
export function ChannelDrawer({ channel, onClose }: { channel?: Channel; onClose: () => void }) {
  const t = useT();
  const value: ChannelValue = channel
    ? { id: channel.id, title: channel.title, mode: channel.mode, known_as: channel.known_as }
    : { id: "", title: "", mode: "physical" };
  const yaml = `wend: channels/v1
channels:
  - {id: ${value.id || "new-channel"}, title: ${JSON.stringify(value.title)}, mode: ${value.mode}, known_as: []}
`;
  return (
    <DocumentDrawer<ChannelValue>
      kind="channels"
      title={channel ? t("channels.edit", { title: channel.title }) : t("channels.new")}
      document={channel?.document}
      begin={{ yaml, value }}
      form={(props) => <Form {...props} channel={channel} onGone={onClose} />}
      onClose={onClose}
    />
  );
}

interface Extra {
  channel?: Channel;
  onGone: () => void;
}

function Form({ value, onChange, errors, channel, onGone }: FormProps<ChannelValue> & Extra) {
  const t = useT();
  const [named, setNamed] = useState(Boolean(channel));
  const remove = useDelete("channels");
  return (
    <div className={classes.form}>
      <TextInput
        label={t("channels.titleField")}
        value={value.title ?? ""}
        onChange={(e) => {
          const title = e.currentTarget.value;
          onChange({ ...value, title, ...(named ? {} : { id: slugOf(title) }) });
        }}
        error={errors.title}
        data-autofocus
        required
      />
      {!channel && (
        <TextInput
          label={t("documents.id")}
          description={t("documents.idText")}
          value={value.id}
          onChange={(e) => {
            setNamed(true);
            onChange({ ...value, id: slugOf(e.currentTarget.value) });
          }}
          error={errors.id}
          required
        />
      )}
      <Select
        label={t("channels.mode")}
        data={(["physical", "digital", "remote-human"] as const).map((mode) => ({
          value: mode,
          label: t(`common.mode.${mode}`),
        }))}
        value={value.mode ?? null}
        onChange={(mode) => onChange({ ...value, mode: (mode ?? undefined) as Mode | undefined })}
        error={errors.mode}
        allowDeselect={false}
      />
      <TagsInput
        label={t("channels.known")}
        description={t("channels.knownText")}
        value={value.known_as ?? []}
        onChange={(known_as) => onChange({ ...value, known_as })}
        error={errors.known_as}
      />
      {channel?.document && (
        <Button
          className={classes.reset}
          size="xs"
          variant="default"
          leftSection={<IconTrash size={14} stroke={1.6} />}
          onClick={async () => {
            if (channel.document && (await remove(channel.document))) onGone();
          }}
        >
          {channel.builtin ? t("channels.reset") : t("common.delete")}
        </Button>
      )}
    </div>
  );
}
