// SPDX-License-Identifier: Apache-2.0
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { keys, problemOf, send } from "@/api";
import { useFormat, useT } from "@/lang";
import { writtenEvidence } from "../document/forms";
import type { Evidence } from "../document/types";
import classes from "./Panel.module.css";

interface Count {
  events: number;
  customers: number;
}

/** How many events the evidence matches now, asked again when it has rested. */
export function Matches({ evidence }: { evidence: readonly Evidence[] }) {
  const t = useT();
  const format = useFormat();
  const [asked] = useDebouncedValue(JSON.stringify(evidence.map(writtenEvidence)), 350);
  const count = useQuery({
    queryKey: keys.events("count", { evidence: asked }),
    queryFn: ({ signal }) =>
      send<Count>("POST", "/events/count", { body: { evidence: JSON.parse(asked) }, signal }),
    placeholderData: keepPreviousData,
  });
  if (count.error) return <div className={classes.matches}>{problemOf(count.error).message}</div>;
  if (!count.data) return <div className={classes.matches}>{t("map.evidence.counting")}</div>;
  const { events, customers } = count.data;
  return (
    <div className={classes.matches} role="status" data-none={events === 0 || undefined}>
      <strong>
        {events === 0
          ? t("map.evidence.matchesNone")
          : t("map.evidence.matches", { events: format.number(events), customers: format.number(customers) })}
      </strong>
    </div>
  );
}
