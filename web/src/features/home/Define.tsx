// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { IconPencil, IconRoute } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { useMay } from "@/api";
import { type JourneySummary, journeysQuery } from "@/api/lists";
import { type Translate, useT } from "@/lang";
import { EmptyState, Loaded } from "@/ui";
import { type Fact, Facts, Stage } from "./Stage";

/** What the company intends: journeys that need somebody. */
export function Define() {
  const t = useT();
  const mayEdit = useMay("edit-journeys");
  const journeys = useQuery(journeysQuery);
  const empty = (
    <EmptyState
      icon={<IconRoute size={20} stroke={1.6} />}
      title={t("home.define.empty")}
      text={t("home.define.emptyText")}
      action={
        mayEdit && (
          <Button component={Link} to="/journeys/new" size="xs">
            {t("home.define.make")}
          </Button>
        )
      }
    />
  );
  return (
    <Stage icon={IconPencil} name={t("nav.define")} text={t("home.define.text")}>
      <Loaded query={journeys} isEmpty={(all) => all.length === 0} empty={empty}>
        {(all) => (
          <Facts facts={factsOf(all, t)} action={{ label: t("home.define.action"), to: "/journeys" }} />
        )}
      </Loaded>
    </Stage>
  );
}

/** What is to be said of journeys, the most pressing first. */
export function factsOf(all: JourneySummary[], t: Translate): Fact[] {
  const journeys = all.filter((j) => j.status !== "archived");
  const count = (which: (j: JourneySummary) => boolean) => journeys.filter(which).length;
  const fact = (
    name: "wrong" | "unowned" | "stale" | "drafts" | "journeys",
    value: number,
    tone?: Fact["tone"],
  ): Fact => ({
    value,
    tone,
    text: t(`home.define.${name}`, { count: value }),
    label: t(`home.define.short.${name}`),
  });
  const pressing = [
    fact(
      "wrong",
      count((j) => (j.errors ?? 0) > 0),
      "bad",
    ),
    fact(
      "unowned",
      count((j) => !j.owner),
      "warn",
    ),
    fact(
      "stale",
      count((j) => j.stale),
      "warn",
    ),
  ].filter((f) => f.value !== 0);
  return [
    ...pressing,
    fact("journeys", journeys.length),
    fact(
      "drafts",
      count((j) => j.draft !== null),
    ),
  ];
}
