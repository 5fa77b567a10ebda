// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { documentsQuery, keys } from "@/api";
import { useChannels } from "@/api/channels";
import { type AskStanding, readJourney } from "@/api/generated";
import { journeysQuery } from "@/api/lists";
import { useFormat, useT } from "@/lang";
import { moreOf, numberOf, type Terms } from "./standingTerms";

type Phases = Record<string, { steps?: { id: string; title: string }[] }[] | null>;
interface States {
  states?: { id: string; title?: string }[];
}

/** A text by a name that the answer gives. */
type Say = (path: string, values: Record<string, string | number>) => string;

const everies = ["day", "week", "month"] as const;

/** What the ids of a number are called. */
function useTitles({ journey, version, question }: Terms) {
  const t = useT();
  const { channels } = useChannels();
  const journeys = useQuery({ ...journeysQuery, enabled: question === "matrix" });
  const lifecycles = useQuery({ ...documentsQuery<States>("lifecycle"), enabled: question === "states" });
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
  const states = (lifecycles.data ?? []).flatMap((l) => l.value.states ?? []);
  return {
    step: (id = "") => steps.find((s) => s.id === id)?.title ?? id,
    channel: (id: string) => channels.find((c) => c.id === id)?.title || id || t("customers.behind.unknown"),
    journey: (id: string) => journeys.data?.find((j) => j.id === id)?.title ?? id,
    state: (id: string) => states.find((s) => s.id === id)?.title || id || t("customers.behind.noState"),
  };
}

/**
 * What the customers behind a number have in common, as the end of a sentence:
 * "who reached …"; the steps of a variant or a funnel; and what else was asked.
 */
export function useNumber(standing: AskStanding, terms: Terms): { what: string; steps: string[] } {
  const t = useT();
  const title = useTitles(terms);
  const say = useSayings(standing, terms, title);
  if (terms.question) return { what: say(), steps: [] };
  const holes = { step: title.step(terms.step), next: title.step(terms.next) };
  return {
    what: t(`customers.behind.what.${numberOf(terms)}`, holes as never),
    steps: (terms.path ?? []).map(title.step),
  };
}

/** The words for a number of each question. */
function useSayings(standing: AskStanding, terms: Terms, title: ReturnType<typeof useTitles>) {
  const t = useT();
  const format = useFormat();
  const more = (key: string) => moreOf(terms, key);
  const { what } = standing;
  const of = (name: string, holes: Record<string, string | number> = {}) =>
    (t as Say)(`customers.behind.of.${terms.question}.${name}`, holes);
  const every = everies.find((e) => e === more("every")) ?? "week";
  const counted = (name: "later" | "periods", count: number) =>
    t(`customers.behind.${name}.${every}`, { count });
  const period = (day: string) =>
    t(`customers.behind.period.${every}`, { date: day && format.date(day.slice(0, 10)) });
  const other = (step: string) => (step ? title.step(step) : t("customers.behind.others"));
  const row = () => {
    const name = more("row") || "all";
    if (name === "all") return t("customers.behind.row.all");
    const first = more("first");
    if (first === "channel")
      return t("customers.behind.row.channel", { name: title.channel(name === "unknown" ? "" : name) });
    if (first === "step") return t("customers.behind.row.step", { name: title.step(name) });
    return t(`customers.behind.row.${more("mode") === "recurring" ? "recurring" : "first"}`, {
      period: period(name),
    });
  };
  return (): string => {
    switch (terms.question) {
      case "funnel":
        if (more("order") === "unordered" && (what === "reached" || what === "lost"))
          return of(`${what}Any`, { count: Number(more("at") || 1) });
        return of(what, { step: standing.step_title || standing.step || "" });
      case "levels": {
        const level = Number(more("level") || 1);
        const holes = { level, count: level - 1, step: other(more("step")), next: other(more("next")) };
        const name = what === "went-on" ? "wentOn" : what;
        return of(more("ending") && !more("starting") ? `${name}Back` : name, holes);
      }
      case "conformance":
        return of(what, { step: title.step(more("step")) });
      case "matrix": {
        const taken = more("taken");
        const holes = { left: title.journey(more("left")), taken: title.journey(taken) };
        return of(what === "returned" && !taken ? "returnedAny" : what, holes);
      }
      case "continuity": {
        const named = ["channels", "used", "preferred"].includes(what) ? title.channel : title.step;
        return of(what, { one: named(more("one")), next: named(more("next")) });
      }
      case "retention": {
        const later = counted("later", Number(more("later") || 0));
        return of(what === "active" && more("on_or_after") ? "orLater" : what, { row: row(), later });
      }
      case "flows":
        return of(what, { period: period(more("period")) });
      case "stickiness":
        return t("customers.behind.of.stickiness", {
          periods: counted("periods", Number(more("count") || 1)),
        });
      case "states":
        return of(what === "began" && !more("period") ? "begun" : what, {
          period: period(more("period")),
          state: title.state(more("state")),
          before: title.state(more("before")),
        });
      default:
        return of(what);
    }
  };
}
