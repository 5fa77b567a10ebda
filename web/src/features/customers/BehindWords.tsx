// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { IconArrowLeft, IconX } from "@tabler/icons-react";
import { Link, useNavigate } from "react-router";
import { useVocabulary } from "@/api";
import { useChannels } from "@/api/channels";
import type { AskStanding } from "@/api/generated";
import { useFormat, useT } from "@/lang";
import classes from "./Customers.module.css";
import { moreOf, type Terms } from "./standingTerms";
import { useNumber } from "./useNumber";

/** Says in words whose customers these are, with the same number as the figure they stand behind. */
export function BehindWords({ standing, terms }: { standing: AskStanding; terms: Terms }) {
  const t = useT();
  const format = useFormat();
  const navigate = useNavigate();
  const { what, steps } = useNumber(standing, terms);
  const context = useContext(standing, terms);
  const who = useWho(standing);
  return (
    <section className={classes.behind} aria-label={t("customers.behind.title")}>
      <div>
        <p className={classes.sentence} role="status">
          <strong>{who}</strong> {what}
        </p>
        {steps.length > 0 && <p>{format.list(steps)}</p>}
        <ul className={classes.context}>
          {context.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </div>
      <div className={classes.ways}>
        {cameFromHere() && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconArrowLeft size={14} stroke={1.6} />}
            onClick={() => navigate(-1)}
          >
            {t("customers.behind.back")}
          </Button>
        )}
        <Button
          component={Link}
          to="/customers"
          size="xs"
          variant="default"
          leftSection={<IconX size={14} stroke={1.6} />}
        >
          {t("customers.behind.clear")}
        </Button>
      </div>
    </section>
  );
}

/** Whether a screen of ours led here, to which one can go back. */
const cameFromHere = () => ((window.history.state as { idx?: number } | null)?.idx ?? 0) > 0;

/** How many: customers alone where each stands there once, else instances, and paths where an instance has several. */
function useWho({ n, times, customers }: AskStanding): string {
  const t = useT();
  const words = {
    instances: t("customers.behind.instances", { count: n }),
    customers: t("customers.behind.customers", { count: customers }),
  };
  if (times && times !== n)
    return t("customers.behind.ofTimes", {
      ...words,
      times: t("customers.behind.times", { count: times }),
    });
  return n === customers ? words.customers : t("customers.behind.ofCustomers", words);
}

/** The terms beside the number itself, each in a few words. */
function useContext({ about }: AskStanding, terms: Terms): string[] {
  const t = useT();
  const format = useFormat();
  const { segments, personas } = useVocabulary();
  const { channels } = useChannels();
  const name = (list: { value: string; label: string }[], id: string) =>
    list.find((x) => x.value === id)?.label ?? id;
  const day = (text: string) => {
    if (!/^\d{4}-\d{2}-\d{2}/.test(text)) return text;
    return text.length > "2026-01-31".length ? format.dateTime(text) : format.date(text);
  };
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
    ...useMore(terms),
  ];
  return parts.filter((p): p is string => Boolean(p));
}

/** What is said of a number beside who it is: its group, its part, what was accepted. */
function useMore(terms: Terms): string[] {
  const t = useT();
  const { segments } = useVocabulary();
  const { channels } = useChannels();
  const [group, contact, iteration] = ["group", "contact", "iteration"].map((k) => moreOf(terms, k));
  const named = (id: string) =>
    channels.find((c) => c.id === id)?.title ?? segments.find((s) => s.value === id)?.label ?? id;
  const parts = [
    group && moreOf(terms, "by") && t("customers.behind.group", { name: named(group) }),
    group === "b" && t("customers.behind.against", { name: moreOf(terms, "against") }),
    contact === "none" && t("customers.behind.noContact"),
    contact && contact !== "none" && t("customers.behind.contact", { name: named(contact) }),
    iteration && t("customers.behind.iteration", { count: Number(iteration) }),
    terms.more?.accept && t("customers.behind.accepting", { count: terms.more.accept.length }),
  ];
  return parts.filter((p): p is string => Boolean(p));
}
