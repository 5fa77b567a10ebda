// SPDX-License-Identifier: Apache-2.0
import { Skeleton } from "@mantine/core";
import { IconArrowNarrowRight, IconPlus } from "@tabler/icons-react";
import { Link } from "react-router";
import { useMay } from "@/api";
import { useT } from "@/lang";
import { Card } from "./Card";
import classes from "./Cards.module.css";
import type { Pair } from "./choose";

/** Journeys as cards; a journey and its to-be stand beside each other. */
export function Cards({ pairs }: { pairs: readonly Pair[] }) {
  const t = useT();
  const mayEdit = useMay("edit-journeys");
  return (
    <ul className={classes.grid}>
      {pairs.map(({ journey, next }) => (
        <li key={journey.id} className={classes.pair} data-joined={next.length > 0 || undefined}>
          <Card journey={journey} />
          {next.length > 0 && (
            <>
              <span className={classes.arrow} aria-hidden>
                <IconArrowNarrowRight size={18} stroke={1.6} />
              </span>
              <div className={classes.next}>
                {next.map((j) => (
                  <Card key={j.id} journey={j} improves={journey.title} />
                ))}
              </div>
            </>
          )}
          {next.length === 0 && mayEdit && journey.state !== "to-be" && journey.status !== "archived" && (
            <Link
              className={classes.add}
              to={`/journeys/new?${new URLSearchParams({ from: "to-be", of: journey.id })}`}
              aria-label={`${t("journeys.designToBe")}: ${journey.title}`}
            >
              <IconPlus size={14} stroke={1.8} aria-hidden />
              {t("journeys.designToBe")}
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}

export function CardsWaiting() {
  const t = useT();
  return (
    <div className={classes.grid} role="status" aria-label={t("common.loading")}>
      {[1, 2, 3, 4].map((n) => (
        <Skeleton key={n} height={216} radius="lg" />
      ))}
    </div>
  );
}
