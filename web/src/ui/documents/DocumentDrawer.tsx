// SPDX-License-Identifier: Apache-2.0
import { Button, Drawer, SegmentedControl } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { DocumentKind, WorkspaceDocument } from "@/api";
import { useT } from "@/lang";
import { useConfirm } from "../asking";
import { useShortcut } from "../shortcuts";
import { YamlEditor } from "../YamlEditor";
import { Conflict } from "./Conflict";
import classes from "./documents.module.css";
import { idIn, useEditing } from "./useEditing";

export interface FormProps<Value> {
  value: Value;
  onChange: (value: Value) => void;
  /** What is wrong, by the field's path: "title", "known_as[0]". */
  errors: Record<string, string>;
  isNew: boolean;
}

interface DocumentDrawerProps<Value> {
  kind: DocumentKind;
  title: string;
  /** None for a new one. */
  document?: WorkspaceDocument<Value>;
  /** What a new one begins with. */
  begin: { yaml: string; value: Value };
  /** Fields for what the document says; without it only the text is edited. */
  form?: (props: FormProps<Value>) => ReactNode;
  /** How wide the form is. */
  width?: number;
  onClose: () => void;
  /** Where to go once it is saved; else the drawer closes. */
  onSaved?: (saved: WorkspaceDocument) => void;
}

/** Edits a document at the side of its screen: as a form where there is one, and as text. */
export function DocumentDrawer<Value extends { id?: string }>({
  kind,
  title,
  document,
  begin,
  form,
  width = 520,
  onClose,
  onSaved,
}: DocumentDrawerProps<Value>) {
  const t = useT();
  const confirm = useConfirm();
  const [opened, setOpened] = useState(true);
  const [from, setFrom] = useState(document ?? begin);
  const [mode, setMode] = useState<"form" | "text">(form ? "form" : "text");
  const [yaml, setYaml] = useState(from.yaml);
  const [value, setValue] = useState<Value>(from.value);
  const editing = useEditing(kind, document as WorkspaceDocument | undefined);
  const { problem, theirs } = editing;
  const isText = mode === "text";
  const dirty = isText ? yaml !== from.yaml : JSON.stringify(value) !== JSON.stringify(from.value);

  const restart = (next: { yaml: string; value: Value }) => {
    setFrom(next);
    setYaml(next.yaml);
    setValue(next.value);
  };
  const save = async (over?: WorkspaceDocument) => {
    const id = document?.id ?? (isText ? idIn(yaml) : (value.id ?? ""));
    const saved = await editing.save(id || "-", isText ? { yaml } : { value }, over);
    if (!saved) return;
    restart(saved as unknown as WorkspaceDocument<Value>);
    if (onSaved) onSaved(saved);
    else setOpened(false);
  };
  const close = async () => {
    const lose = {
      title: t("documents.unsaved"),
      text: t("documents.unsavedText"),
      action: t("documents.loseThem"),
      danger: true,
    };
    if (!dirty || (await confirm(lose))) setOpened(false);
  };
  useShortcut("mod+s", t("documents.save"), () => dirty && void save());
  const fields = problem?.fields() ?? {};
  const errors = Object.fromEntries(Object.entries(fields).map(([k, v]) => [k.replace(/^value\.?/, ""), v]));
  return (
    <Drawer
      opened={opened}
      onClose={close}
      onExitTransitionEnd={onClose}
      position="right"
      // Below what asks whether to lose the changes.
      zIndex={190}
      size={isText ? Math.max(760, width) : width}
      title={title}
      classNames={{ content: classes.drawer, body: classes.drawerBody }}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      {form && (
        <SegmentedControl
          size="xs"
          className={classes.modes}
          aria-label={t("documents.text")}
          value={mode}
          disabled={dirty}
          onChange={(next) => setMode(next as "form" | "text")}
          data={[
            { value: "form", label: t("documents.form") },
            { value: "text", label: t("documents.yaml") },
          ]}
        />
      )}
      {theirs && (
        <Conflict
          theirs={theirs}
          onTake={() => {
            restart(theirs as unknown as WorkspaceDocument<Value>);
            editing.settle();
          }}
          onKeep={() => void save(theirs)}
        />
      )}
      <div className={classes.content}>
        {isText ? (
          <YamlEditor
            label={t("documents.text")}
            value={yaml}
            onChange={(next) => {
              editing.reset();
              setYaml(next);
            }}
            faults={editing.faults}
            maxHeight={form ? "calc(100dvh - 196px)" : "calc(100dvh - 152px)"}
            minLines={16}
          />
        ) : (
          <>
            {problem && Object.keys(errors).length === 0 && (
              <p className={classes.problem} role="alert">
                {problem.message} {problem.remedy}
              </p>
            )}
            {form?.({ value, onChange: setValue, errors, isNew: !document })}
          </>
        )}
      </div>
      <footer className={classes.foot}>
        <Button variant="default" onClick={close}>
          {t("common.cancel")}
        </Button>
        <Button
          onClick={() => void save()}
          loading={editing.isSaving}
          disabled={Boolean(theirs) || (!dirty && Boolean(document))}
        >
          {t("documents.save")}
        </Button>
      </footer>
    </Drawer>
  );
}
