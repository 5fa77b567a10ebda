// SPDX-License-Identifier: Apache-2.0
import { Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { WorkspaceDocument } from "@/api";
import { useT } from "@/lang";
import { faultsByRow, isComplete, readRule, writeRule } from "@/lib/rule";
import { slugOf } from "@/lib/slug";
import { DocumentDrawer, type FormProps } from "@/ui/documents";
import { RuleEditor } from "./RuleEditor";
import classes from "./SegmentDrawer.module.css";
import { beginSegment, type SegmentValue } from "./segmentDocument";

interface SegmentDrawerProps {
  document?: WorkspaceDocument<SegmentValue>;
  onClose: () => void;
  onSaved?: (saved: WorkspaceDocument) => void;
}

/** Makes or changes a segment: rows of conditions, or text. */
export function SegmentDrawer({ document, onClose, onSaved }: SegmentDrawerProps) {
  const t = useT();
  return (
    <DocumentDrawer<SegmentValue>
      kind="segments"
      title={document ? t("segments.editTitle", { title: document.title }) : t("segments.new")}
      document={document}
      begin={beginSegment}
      form={(props) => <Form {...props} />}
      width={760}
      onClose={onClose}
      onSaved={onSaved}
    />
  );
}

function Form({ value, onChange, errors, isNew }: FormProps<SegmentValue>) {
  const t = useT();
  // Rows keep their names while they are edited; the document is made of them at each change.
  const [rule, setRule] = useState(() => readRule(value.where));
  const [named, setNamed] = useState(!isNew);
  const wrong = Object.entries(errors).filter(([path]) => path.startsWith("where"));
  return (
    <div className={classes.form}>
      <TextInput
        label={t("segments.titleField")}
        value={value.title ?? ""}
        onChange={(e) => {
          const title = e.currentTarget.value;
          onChange({ ...value, title, ...(named ? {} : { id: slugOf(title) }) });
        }}
        error={errors.title}
        required
        data-autofocus={isNew || undefined}
      />
      {isNew && (
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
      <Textarea
        label={t("segments.description")}
        description={t("segments.descriptionText")}
        value={value.description ?? ""}
        onChange={(e) => onChange({ ...value, description: e.currentTarget.value || undefined })}
        autosize
        minRows={1}
        error={errors.description}
      />
      <RuleEditor
        rule={rule}
        onChange={(next) => {
          setRule(next);
          onChange({ ...value, where: writeRule(next) });
        }}
        errors={faultsByRow(
          rule,
          Object.fromEntries(wrong.map(([path, message]) => [path.replace(/^where\.?/, ""), message])),
        )}
        hint={isComplete(rule) || rule.children.length === 0 ? undefined : t("segments.editor.incomplete")}
      />
    </div>
  );
}
