// SPDX-License-Identifier: Apache-2.0
import { Anchor, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Problem } from "@/api";
import { useT } from "@/lang";
import { slugOf } from "@/lib/slug";
import classes from "./NewJourney.module.css";

interface NamingProps {
  label: string;
  title: string;
  onTitle: (title: string) => void;
  /** The id, where it is not made from the title; "" is. */
  id: string;
  onId: (id: string) => void;
  problem?: Problem | null;
  placeholder?: string;
  autoFocus?: boolean;
}

/** A journey's title, and the id made from it, which can be another. */
export function Naming({ label, title, onTitle, id, onId, problem, placeholder, autoFocus }: NamingProps) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const errors = problem?.fields() ?? {};
  const showId = open || Boolean(errors.id);
  return (
    <>
      {problem && !errors.title && !errors.id && (
        <p className={classes.problem} role="alert">
          {problem.message} {problem.remedy}
        </p>
      )}
      <TextInput
        label={label}
        value={title}
        onChange={(e) => onTitle(e.currentTarget.value)}
        placeholder={placeholder}
        error={errors.title}
        required
        data-autofocus={autoFocus || undefined}
        description={
          showId ? undefined : (
            <>
              {t("documents.idIs", { id: id || slugOf(title) || "–" })}{" "}
              <Anchor component="button" type="button" size="xs" onClick={() => setOpen(true)}>
                {t("common.edit")}
              </Anchor>
            </>
          )
        }
        inputWrapperOrder={["label", "input", "description", "error"]}
      />
      {showId && (
        <TextInput
          label={t("documents.id")}
          description={t("documents.idText")}
          value={id || slugOf(title)}
          onChange={(e) => onId(slugOf(e.currentTarget.value))}
          error={errors.id}
        />
      )}
    </>
  );
}
