// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { type SubmitEvent, useState } from "react";
import { useT } from "@/lang";
import { Panel } from "@/ui";
import { Naming } from "./Naming";
import classes from "./NewJourney.module.css";
import { useCreate } from "./useCreate";

/** A journey that is only a title. */
export function Blank() {
  const t = useT();
  const [title, setTitle] = useState("");
  const [id, setId] = useState("");
  const create = useCreate();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    create.mutate({ title: title.trim(), ...(id ? { id } : {}) });
  };
  return (
    <Panel>
      <form className={classes.form} onSubmit={submit}>
        <Naming
          label={t("journeys.create.name")}
          placeholder={t("journeys.create.namePlaceholder")}
          title={title}
          onTitle={setTitle}
          id={id}
          onId={setId}
          problem={create.error}
          autoFocus
        />
        <Button type="submit" loading={create.isPending} disabled={!title.trim()}>
          {t("journeys.create.create")}
        </Button>
      </form>
    </Panel>
  );
}
