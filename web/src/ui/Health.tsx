// SPDX-License-Identifier: Apache-2.0
import { Skeleton, Tooltip } from "@mantine/core";
import { useInViewport } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { type Health, healthQuery } from "@/api/health";
import { problemOf } from "@/api/problem";
import { useFormat, useT } from "@/lang";
import { behindCard } from "@/lib/standing";
import { Figure } from "./Figure";
import classes from "./Health.module.css";

/** The health of a journey, asked for once its place is in sight. */
export function useHealth(journey: string) {
  const { ref, inViewport } = useInViewport<HTMLDivElement>();
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    if (inViewport) setSeen(true);
  }, [inViewport]);
  return { ref, query: useQuery({ ...healthQuery(journey), enabled: seen }) };
}

/** Completion: what share of ripe instances reached the end. */
export function Completion({ health, journey }: { health: Health; journey: string }) {
  const t = useT();
  return (
    <Figure
      of={health.completion}
      kind="percent"
      label={t("journeys.completion")}
      note={t("journeys.completionText")}
      to={health.completion ? behindCard({ ...health, journey }, "completed") : undefined}
    />
  );
}

/** The journey's own score, held against its target. */
export function Overall({ health }: { health: Health }) {
  const t = useT();
  const format = useFormat();
  const { overall, target } = health;
  if (overall?.value == null) return <span className={classes.none}>–</span>;
  const reading = readingOf(health.reading);
  return (
    <span className={classes.overall}>
      <Figure
        of={overall}
        kind="score"
        label={t("journeys.overall")}
        note={reading && t(`journeys.${reading}`)}
        tone={reading === "below" ? "bad" : reading === "above" ? "good" : undefined}
      />
      {target != null && (
        <span className={classes.target}>
          {t("journeys.overallTarget", { target: format.value(target, "score") })}
        </span>
      )}
    </span>
  );
}

const readings = ["below", "at", "above", "undecided"] as const;

/** "below target" → "below". */
const readingOf = (text = "") => readings.find((r) => text.startsWith(r));

/** What stands in a place for health until it is known, or where it cannot be. */
export function Healthy({
  query,
  children,
}: {
  query: ReturnType<typeof useHealth>["query"];
  children: (health: Health) => ReactNode;
}) {
  const t = useT();
  if (query.data) return children(query.data);
  if (query.error)
    return (
      <Tooltip label={problemOf(query.error).message || t("journeys.unanswered")}>
        <span className={classes.none} role="img" aria-label={t("journeys.unanswered")}>
          –
        </span>
      </Tooltip>
    );
  // Nothing moves where nobody looks yet.
  if (query.fetchStatus === "idle") return null;
  return <Skeleton height={12} width={48} radius="sm" />;
}
