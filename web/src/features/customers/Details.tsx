// SPDX-License-Identifier: Apache-2.0
import { Link } from "react-router";
import { useFormat, useT } from "@/lang";
import { Pairs } from "./Pairs";
import classes from "./Timeline.module.css";
import { type Facts, factsOf, type Moment } from "./wire";

/** Everything an event says, and where else it counts. */
export function Details({ event, timed }: { event: Moment; timed: boolean }) {
  const t = useT();
  const format = useFormat();
  const steps = event.steps ?? [];
  const parts: [string, Facts][] = [
    [t("customers.page.properties"), event.answer ? {} : factsOf(event.properties)],
    [t("customers.page.traitsSaid"), factsOf(event.traits)],
    [t("customers.page.context"), factsOf(event.context)],
  ];
  return (
    <div className={classes.details}>
      {timed && !event.undated && <time dateTime={event.time}>{format.dateTime(event.time)}</time>}
      {event.answer && (
        <p>
          {t("customers.page.ofSurvey", { survey: event.answer.survey })}
          {steps
            .filter((s) => s.answers)
            .map((s) => (
              <span key={`${s.journey}/${s.step}`}>
                {", "}
                {s.title ? t("customers.page.about", { step: s.title }) : t("customers.page.aboutJourney")}
              </span>
            ))}
        </p>
      )}
      {parts.map(([title, facts]) =>
        Object.keys(facts).length > 0 ? (
          <section key={title}>
            <h4>{title}</h4>
            <Pairs of={facts} />
          </section>
        ) : null,
      )}
      {steps.slice(1).map((s) => (
        <p key={`${s.journey}/${s.step}`}>
          <Link to={`/journeys/${s.journey}`}>
            {t("customers.page.also", { journey: s.title ? `${s.journey}: ${s.title}` : s.journey })}
          </Link>
        </p>
      ))}
      <p className={classes.origin}>
        {t("customers.page.origin", { source: event.source, id: event.message_id })}
      </p>
    </div>
  );
}
