// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { keys, useVocabulary } from "@/api";
import { useChannels } from "@/api/channels";
import { type AskStanding, readJourney } from "@/api/generated";
import { useFormat, useT } from "@/lang";
import { numberOf, type Terms } from "./behind";
import classes from "./Customers.module.css";

type Phases = Record<string, { steps?: { id: string; title: string }[] }[] | null>;

/** The titles of a journey's steps, by id. */
function useStepTitles({ journey, version }: Terms): (id: string | undefined) => string {
  const query = useQuery({
    queryKey: keys.journey(journey ?? "", version ?? "latest"),
    queryFn: ({ signal }) =>
      readJourney({ path: { id: journey ?? "" }, query: { version: version ?? "latest" }, signal }),
    enabled: Boolean(journey),
    staleTime: 60_000,
  });
  const steps = Object.values((query.data?.journey.phases ?? {}) as Phases).flatMap((stages) =>
    (stages ?? []).flatMap((s) => s.steps ?? []),
  );
  return (id = "") => steps.find((s) => s.id === id)?.title ?? id;
}

/** Says in words whose customers these are, with the same number as the figure they stand behind. */
export function BehindWords({ standing, terms }: { standing: AskStanding; terms: Terms }) {
  const t = useT();
  const format = useFormat();
  const title = useStepTitles(terms);
  const context = useContext(standing, terms);
  const { n, customers } = standing;
  const who =
    n === customers
      ? t("customers.behind.customers", { count: n })
      : t("customers.behind.ofCustomers", {
          instances: t("customers.behind.instances", { count: n }),
          customers: t("customers.behind.customers", { count: customers }),
        });
  const what = t(`customers.behind.what.${numberOf(terms)}`, {
    step: title(terms.step),
    next: title(terms.next),
  } as never);
  return (
    <section className={classes.behind} aria-label={t("customers.behind.title")}>
      <div>
        <p className={classes.sentence} role="status">
          <strong>{who}</strong> {what}
        </p>
        {terms.path && <p>{format.list(terms.path.map(title))}</p>}
        <ul className={classes.context}>
          {context.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </div>
      <Button
        component={Link}
        to="/customers"
        size="xs"
        variant="default"
        leftSection={<IconX size={14} stroke={1.6} />}
      >
        {t("customers.behind.clear")}
      </Button>
    </section>
  );
}

/** The terms beside the number itself, each in a few words. */
function useContext({ about }: AskStanding, terms: Terms): string[] {
  const t = useT();
  const format = useFormat();
  const { segments, personas } = useVocabulary();
  const { channels } = useChannels();
  const name = (list: { value: string; label: string }[], id: string) =>
    list.find((x) => x.value === id)?.label ?? id;
  const day = (text: string) => (/^\d{4}-\d{2}-\d{2}/.test(text) ? format.date(text) : text);
  const journey = about.title || about.journey;
  const parts = [
    journey &&
      (about.version > 0
        ? t("customers.behind.journey", { title: journey, version: about.version })
        : t("customers.behind.draft", { title: journey })),
    terms.events && t("customers.behind.everything"),
    terms.segment && t("customers.behind.segment", { name: name(segments, terms.segment) }),
    terms.persona && t("customers.behind.persona", { name: name(personas, terms.persona) }),
    terms.channel &&
      t("customers.behind.channel", {
        name: channels.find((c) => c.id === terms.channel)?.title ?? terms.channel,
      }),
    terms.actor && t("customers.behind.actor", { name: terms.actor }),
    terms.from && t("customers.behind.since", { date: day(terms.from) }),
    terms.to && t("customers.behind.until", { date: day(terms.to) }),
    terms.as_of && t("customers.behind.asOf", { date: day(terms.as_of) }),
    ...(terms.where ?? []).map((condition) => t("customers.behind.where", { condition })),
  ];
  return parts.filter((p): p is string => Boolean(p));
}
