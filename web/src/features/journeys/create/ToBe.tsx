// SPDX-License-Identifier: Apache-2.0
import { Button, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { Link } from "react-router";
import { journeysQuery } from "@/api/lists";
import { useT } from "@/lang";
import { useParam } from "@/lib/useFilter";
import { EmptyState, Loaded, Panel } from "@/ui";
import { Naming } from "./Naming";
import classes from "./NewJourney.module.css";
import { useCreate } from "./useCreate";

/** A copy of a journey, to become what it should be. */
export function ToBe() {
  const t = useT();
  const [of, setOf] = useParam("of");
  const [title, setTitle] = useState<string | null>(null);
  const [id, setId] = useState("");
  const journeys = useQuery(journeysQuery);
  const create = useCreate();
  return (
    <Panel>
      <Loaded
        query={journeys}
        isEmpty={(list) => !list.some((j) => j.state !== "to-be")}
        empty={
          <EmptyState
            title={t("journeys.create.toBeNone")}
            action={
              <Button component={Link} to="/journeys/new" size="xs">
                {t("journeys.fromTemplate")}
              </Button>
            }
          />
        }
      >
        {(list) => {
          const chosen = list.find((j) => j.id === of);
          const named = title ?? (chosen ? t("journeys.create.toBeDefault", { title: chosen.title }) : "");
          const submit = (event: SubmitEvent) => {
            event.preventDefault();
            create.mutate({ improves: of, title: named.trim(), id: id || `${of}-to-be` });
          };
          return (
            <form className={classes.form} onSubmit={submit}>
              <Select
                label={t("journeys.create.toBeOf")}
                description={t("journeys.create.toBeText")}
                data={list
                  .filter((j) => j.state !== "to-be" && j.state !== "ideal")
                  .map((j) => ({ value: j.id, label: j.title }))}
                value={of || null}
                onChange={(value) => setOf(value ?? "")}
                searchable
                required
              />
              <Naming
                label={t("journeys.create.toBeTitle")}
                title={named}
                onTitle={setTitle}
                id={id || (of ? `${of}-to-be` : "")}
                onId={setId}
                problem={create.error}
              />
              <Button type="submit" loading={create.isPending} disabled={!of || !named.trim()}>
                {t("journeys.create.create")}
              </Button>
            </form>
          );
        }}
      </Loaded>
    </Panel>
  );
}
