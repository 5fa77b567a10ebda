// SPDX-License-Identifier: Apache-2.0

import { IconBulb, IconChartDots3 } from "@tabler/icons-react";
import { useQueries, useQuery } from "@tanstack/react-query";
import { keys } from "@/api";
import { askScorecard, type ScorecardCard } from "@/api/generated";
import { journeysQuery } from "@/api/lists";
import { type Translate, useT } from "@/lang";
import { behindCard } from "@/lib/standing";
import { EmptyState, Figure, Loaded } from "@/ui";
import { type Finding, type Findings, findingsOf } from "./findings";
import { type Fact, Facts, Stage } from "./Stage";

/** Home asks so many journeys at most: the ones changed last. */
const most = 6;

/** What it means: where customers are least content, and where they are lost. */
export function Understand() {
  const t = useT();
  const journeys = useQuery(journeysQuery);
  const asked = (journeys.data ?? [])
    .filter((j) => j.state === "as-is" && j.version > 0)
    .sort((a, b) => b.updated_at.localeCompare(a.updated_at))
    .slice(0, most);
  const cards = useQueries({
    queries: asked.map((j) => ({
      queryKey: keys.question("scorecard", { journey: j.id }),
      queryFn: ({ signal }: { signal: AbortSignal }) => askScorecard({ query: { journey: j.id }, signal }),
    })),
    combine: (all) => ({
      data: all.some((q) => q.isPending)
        ? undefined
        : all.flatMap((q): ScorecardCard[] => (q.data ? [q.data] : [])),
      // One journey that cannot be asked does not hide the others.
      error: all.length > 0 && all.every((q) => q.error) ? (all[0]?.error ?? null) : null,
      isPending: all.some((q) => q.isPending),
      refetch: () => Promise.all(all.map((q) => q.refetch())),
    }),
  });
  const query = journeys.data ? cards : journeys;
  const findings = journeys.data && cards.data ? findingsOf(cards.data) : undefined;
  const nothing = (
    <EmptyState
      icon={<IconChartDots3 size={20} stroke={1.6} />}
      title={t("home.understand.empty")}
      text={t("home.understand.emptyText")}
    />
  );
  return (
    <Stage icon={IconBulb} name={t("nav.understand")} text={t("home.understand.text")}>
      <Loaded
        query={{ ...query, data: findings, isPlaceholderData: false, refetch: query.refetch as never }}
        isEmpty={(f) => !f.gap && !f.drop}
        empty={nothing}
      >
        {(f) => <Facts facts={factsOf(f, t)} action={actionOf(f, t)} />}
      </Loaded>
    </Stage>
  );
}

const placeOf = ({ journey, step }: Finding) => `/journeys/${journey}?step=${encodeURIComponent(step.id)}`;

function factsOf({ gap, drop }: Findings, t: Translate): Fact[] {
  const facts: Fact[] = [];
  if (gap) {
    const { step, title } = gap;
    facts.push({ value: step.title, tone: "bad", text: t("home.understand.gap", { journey: title }) });
    facts.push({
      value: <Figure of={step.gap} kind="score" label={t("home.understand.below")} />,
      text: t("home.understand.below"),
    });
  }
  if (drop) {
    const { step, title } = drop;
    const lost = (
      <Figure
        of={{ value: step.dropped, n: step.reach ?? undefined }}
        to={behindCard(drop, "left", step.id)}
        label={t("home.understand.lost")}
      />
    );
    facts.push(
      gap
        ? {
            value: lost,
            text: t("home.understand.dropShort", { step: step.title }),
            to: placeOf(drop),
          }
        : { value: step.title, tone: "warn", text: t("home.understand.drop", { journey: title }) },
    );
    if (!gap) facts.push({ value: lost, text: t("home.understand.lost") });
  }
  return facts;
}

function actionOf({ gap, drop }: Findings, t: Translate) {
  const finding = gap ?? drop;
  return finding
    ? { label: t("home.understand.action"), to: placeOf(finding) }
    : { label: t("home.define.action"), to: "/journeys" };
}
