// SPDX-License-Identifier: Apache-2.0
import { Button, Group, Modal, Textarea } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { askAgain, keys, send, useMay } from "@/api";
import { useT } from "@/lang";
import { Loaded, useToasts } from "@/ui";
import { Changes } from "../history/Changes";
import { useReplace } from "../history/useReplace";
import { diffQuery } from "../history/versions";
import { useDraft, useTools } from "../state/tools";
import classes from "./Head.module.css";

interface DraftBarProps {
  /** The version that the draft began from, 0 for none. */
  version: number;
  /** Whether a draft was there when the map opened. */
  drafted: boolean;
}

/** The draft: how much it changes, what, and the way to publish it or to throw it away. */
export function DraftBar({ version, drafted }: DraftBarProps) {
  const t = useT();
  const tools = useTools();
  const queries = useQueryClient();
  const pending = useDraft((d) => d.pending);
  const faults = useDraft((d) => d.faults);
  const mayPublish = useMay("publish");
  const mayDiscard = useMay("edit-journeys");
  const [reviewing, setReviewing] = useState(false);
  const [publishing, setPublishing] = useState(false);
  const diff = useQuery({
    ...diffQuery(tools.journey, String(version), "draft"),
    enabled: drafted && version > 0,
  });
  const settled = async () => {
    await askAgain(queries, keys.journeys);
    await tools.draft.reload();
  };
  const { discard } = useReplace(tools.journey, () => tools.draft.replaced());
  if (!drafted) return null;
  const count = diff.data?.length;
  if (version > 0 && count === 0 && pending === 0) return null;
  const errors = faults.filter((f) => !f.warning).length;
  return (
    <div className={classes.strip} data-tone="draft" role="region" aria-label={t("map.draft")}>
      <IconPencil size={16} stroke={1.6} aria-hidden />
      <p>
        {version === 0
          ? t("map.publish.never")
          : count === undefined
            ? t("map.draftOf", { version })
            : t("map.publish.changes", { count, version })}
      </p>
      <div className={classes.stripActions}>
        {version > 0 && (
          <Button size="compact-sm" variant="subtle" onClick={() => setReviewing(true)}>
            {t("map.publish.review")}
          </Button>
        )}
        {version > 0 && mayDiscard && (
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            onClick={() => void discard(tools.draft.read().revision)}
            disabled={pending > 0}
          >
            {t("map.publish.discard")}
          </Button>
        )}
        {mayPublish && (
          <Button size="compact-sm" onClick={() => setPublishing(true)} disabled={pending > 0}>
            {t("map.publish.publish")}
          </Button>
        )}
      </div>
      <Modal
        opened={reviewing}
        onClose={() => setReviewing(false)}
        title={t("map.publish.reviewTitle", { version })}
        size="lg"
      >
        <Loaded query={diff}>{(changes) => <Changes changes={changes} titleOf={tools.titleOf} />}</Loaded>
      </Modal>
      <Publish
        opened={publishing}
        onClose={() => setPublishing(false)}
        next={version + 1}
        errors={errors}
        onDone={settled}
      />
    </div>
  );
}

interface PublishProps {
  opened: boolean;
  onClose: () => void;
  next: number;
  errors: number;
  onDone: () => Promise<void>;
}

function Publish({ opened, onClose, next, errors, onDone }: PublishProps) {
  const t = useT();
  const tools = useTools();
  const toasts = useToasts();
  const [note, setNote] = useState("");
  const publish = useMutation({
    mutationFn: () =>
      send("POST", `/journeys/${encodeURIComponent(tools.journey)}/publish`, {
        body: { revision: tools.draft.read().revision, note: note.trim() },
      }),
    onSuccess: async () => {
      onClose();
      setNote("");
      await onDone();
      toasts.done(t("map.publish.done", { version: next }));
    },
    onError: toasts.failed,
  });
  return (
    <Modal opened={opened} onClose={onClose} title={t("map.publish.title", { version: next })}>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          publish.mutate();
        }}
      >
        {errors > 0 && (
          <p style={{ color: "var(--w-bad)", marginTop: 0 }}>{t("map.publish.faulty", { count: errors })}</p>
        )}
        <Textarea
          data-autofocus
          autosize
          minRows={2}
          maxLength={500}
          label={t("map.publish.note")}
          description={t("map.publish.noteText")}
          placeholder={t("map.publish.noteHint")}
          value={note}
          onChange={(e) => setNote(e.currentTarget.value)}
        />
        <Group justify="flex-end" mt="md" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" loading={publish.isPending}>
            {t("map.publish.publish")}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
