// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { IconDatabase, IconEar } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { keys, useMay } from "@/api";
import { type EventOverview, listQuarantine, overviewEvents } from "@/api/generated";
import { type Translate, useFormat, useT } from "@/lang";
import type { Formats } from "@/lib/format";
import { EmptyState, Loaded } from "@/ui";
import { type Fact, Facts, Stage } from "./Stage";

/** What customers do and say: whether events arrive, and what was kept aside. */
export function Listen() {
  const t = useT();
  const format = useFormat();
  const mayImport = useMay("import-data");
  const overview = useQuery({
    queryKey: keys.events("overview"),
    queryFn: ({ signal }) => overviewEvents({ signal }),
  });
  const quarantine = useQuery({
    queryKey: keys.quarantine({ limit: 1 }),
    queryFn: ({ signal }) => listQuarantine({ query: { limit: 1 }, signal }),
    enabled: useMay("read-customers"),
  });
  const empty = (
    <EmptyState
      icon={<IconDatabase size={20} stroke={1.6} />}
      title={t("home.listen.empty")}
      text={t("home.listen.emptyText")}
      action={
        mayImport && (
          <Button component={Link} to="/data/import" size="xs">
            {t("home.listen.import")}
          </Button>
        )
      }
    />
  );
  return (
    <Stage icon={IconEar} name={t("nav.listen")} text={t("home.listen.text")}>
      <Loaded query={overview} isEmpty={(o) => o.events === 0} empty={empty}>
        {(o) => (
          <Facts
            facts={factsOf(o, quarantine.data?.total, t, format)}
            action={{ label: t("home.listen.action"), to: "/data/events" }}
          />
        )}
      </Loaded>
    </Stage>
  );
}

function factsOf(o: EventOverview, quarantined: number | undefined, t: Translate, format: Formats): Fact[] {
  const facts: Fact[] = [
    {
      value: format.number(o.events),
      text: t("home.listen.events", { customers: o.customers, count: o.events }),
    },
  ];
  const sources = o.sources?.length ?? 0;
  if (sources > 0)
    facts.push({
      value: format.number(sources),
      text: t("home.listen.sources"),
      to: "/data/sources",
    });
  if (o.last) facts.push({ value: format.relative(o.last), text: t("home.listen.last") });
  if (quarantined !== undefined) {
    facts.push({
      value: format.number(quarantined),
      text: t("home.listen.quarantined"),
      to: "/data/quarantine",
      tone: quarantined > 0 ? "warn" : undefined,
    });
  }
  return facts;
}
