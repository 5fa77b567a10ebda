// SPDX-License-Identifier: Apache-2.0
import { Link } from "react-router";
import type { JourneySummary } from "@/api/lists";
import { useFormat, useT } from "@/lang";
import { PhaseStrip } from "@/ui";
import { Completion, Healthy, Overall, useHealth } from "@/ui/Health";
import classes from "./Card.module.css";
import { JourneyMenu } from "./JourneyMenu";
import { Marks } from "./Marks";

interface CardProps {
  journey: JourneySummary & { goal?: string };
  /** The title of the journey that this one is to replace. */
  improves?: string;
}

/** One journey: what it is called, where it stands, how it goes. */
export function Card({ journey, improves }: CardProps) {
  const t = useT();
  const format = useFormat();
  const { ref, query } = useHealth(journey.id);
  return (
    <article ref={ref} className={classes.card} aria-labelledby={`journey-${journey.id}`}>
      <header className={classes.head}>
        <Marks journey={journey} />
        <JourneyMenu journey={journey} />
      </header>
      <div>
        <h2 className={classes.title} id={`journey-${journey.id}`}>
          <Link className={classes.link} to={`/journeys/${journey.id}`}>
            {journey.title}
          </Link>
        </h2>
        <p className={classes.goal}>
          {improves ? t("journeys.improves", { title: improves }) : journey.goal || journey.id}
        </p>
      </div>
      <Phases journey={journey} />
      <dl className={classes.figures}>
        <div>
          <dt>{t("journeys.completion")}</dt>
          <dd>
            <Healthy query={query}>{(h) => <Completion health={h} journey={journey.id} />}</Healthy>
          </dd>
        </div>
        <div>
          <dt>{t("journeys.overall")}</dt>
          <dd>
            <Healthy query={query}>{(h) => <Overall health={h} />}</Healthy>
          </dd>
        </div>
        <div>
          <dt>{t("journeys.ongoing")}</dt>
          <dd>
            <Healthy query={query}>{(h) => <>{format.value(h.instances.ongoing, "number")}</>}</Healthy>
          </dd>
        </div>
      </dl>
      <footer className={classes.foot}>
        <span className={classes.owner}>{journey.owner || t("journeys.noOwner")}</span>
        <span>{t("journeys.updated", { when: format.relative(journey.updated_at) })}</span>
      </footer>
    </article>
  );
}

/** The strip with the names of the stages below, phase by phase. */
function Phases({ journey }: { journey: JourneySummary }) {
  const t = useT();
  const phases = journey.phases.filter((p) => p.stages.length > 0);
  if (phases.length === 0) return <p className={classes.goal}>{t("journeys.noSteps")}</p>;
  const steps = (stages: { steps: number }[]) => stages.reduce((n, s) => n + Math.max(1, s.steps), 0);
  return (
    <div className={classes.phases}>
      <PhaseStrip phases={phases} />
      <div className={classes.names} aria-hidden>
        {phases.map((p) => (
          <div key={p.phase} data-phase={p.phase} style={{ flexGrow: steps(p.stages) }}>
            <strong>{t(`common.phase.${p.phase}`)}</strong>
            <span>{p.stages.map((s) => s.title).join(" · ")}</span>
          </div>
        ))}
      </div>
    </div>
  );
}
