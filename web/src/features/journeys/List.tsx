// SPDX-License-Identifier: Apache-2.0
import { IconCornerDownRight } from "@tabler/icons-react";
import { Link } from "react-router";
import type { JourneySummary } from "@/api/lists";
import { useFormat, useT } from "@/lang";
import { Panel, PhaseStrip } from "@/ui";
import { Completion, Healthy, Overall, useHealth } from "@/ui/Health";
import type { Pair } from "./choose";
import { JourneyMenu } from "./JourneyMenu";
import classes from "./List.module.css";
import { Marks } from "./Marks";

/** Journeys as rows; what a journey is to become stands below it. */
export function List({ pairs }: { pairs: readonly Pair[] }) {
  const t = useT();
  return (
    <Panel flush>
      <div className={classes.scroller}>
        <table className={classes.table} aria-label={t("journeys.title")}>
          <thead>
            <tr>
              <th scope="col">{t("journeys.columns.journey")}</th>
              <th scope="col" className={classes.phases}>
                {t("journeys.columns.phases")}
              </th>
              <th scope="col" data-align="right">
                {t("journeys.columns.completion")}
              </th>
              <th scope="col" data-align="right">
                {t("journeys.columns.overall")}
              </th>
              <th scope="col">{t("journeys.columns.owner")}</th>
              <th scope="col">{t("journeys.columns.updated")}</th>
              <th scope="col">
                <span className="visually-hidden">{t("journeys.columns.more")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {pairs.flatMap(({ journey, next }) => [
              <Row key={journey.id} journey={journey} />,
              ...next.map((j) => <Row key={j.id} journey={j} below />),
            ])}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function Row({ journey, below = false }: { journey: JourneySummary; below?: boolean }) {
  const t = useT();
  const format = useFormat();
  const { ref, query } = useHealth(journey.id);
  return (
    <tr>
      <th scope="row" data-below={below || undefined}>
        <div className={classes.name}>
          {below && <IconCornerDownRight size={16} stroke={1.6} className={classes.corner} aria-hidden />}
          <div ref={ref} className={classes.words}>
            <Link className={classes.link} to={`/journeys/${journey.id}`}>
              {journey.title}
            </Link>
            <Marks journey={journey} />
          </div>
        </div>
      </th>
      <td>
        {journey.steps > 0 && <PhaseStrip phases={journey.phases} />}
        <span className={classes.steps}>
          {journey.steps > 0 ? t("journeys.steps", { count: journey.steps }) : t("journeys.noSteps")}
        </span>
      </td>
      <td data-align="right">
        <Healthy query={query}>{(h) => <Completion health={h} journey={journey.id} />}</Healthy>
      </td>
      <td data-align="right">
        <Healthy query={query}>{(h) => <Overall health={h} />}</Healthy>
      </td>
      <td className={classes.quiet}>{journey.owner || t("journeys.noOwner")}</td>
      <td className={classes.quiet} title={format.dateTime(journey.updated_at)}>
        {format.relative(journey.updated_at)}
      </td>
      <td data-align="right">
        <JourneyMenu journey={journey} />
      </td>
    </tr>
  );
}
