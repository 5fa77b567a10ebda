// SPDX-License-Identifier: Apache-2.0
import { Link } from "react-router";
import { useT } from "@/lang";
import { standing } from "@/lib/standing";
import { Figure } from "@/ui";
import { Completion, Healthy, Overall, useHealth } from "@/ui/Health";
import classes from "./Atlas.module.css";

interface JourneyCardProps {
  id: string;
  title: string;
  lifecycle: string;
  /** The state in whose column it stands. */
  state?: string;
}

/** A journey in a state: how often it begins there, and how it goes. */
export function JourneyCard({ id, title, lifecycle, state }: JourneyCardProps) {
  const t = useT();
  const { ref, query } = useHealth(id);
  const here = query.data?.lifecycle?.find((s) => s.lifecycle === lifecycle && s.state === state);
  return (
    <article ref={ref} className={classes.card}>
      <Link to={`/journeys/${id}`}>{title}</Link>
      <dl className={classes.figures}>
        {state && (
          <div>
            <dt>{t("lifecycle.starts")}</dt>
            <dd>
              <Healthy query={query}>
                {() => (
                  <Figure
                    of={here?.share}
                    kind="percent"
                    label={t("lifecycle.starts")}
                    note={
                      <>
                        {t("lifecycle.begun", { count: here?.instances ?? 0 })}. {t("lifecycle.startsText")}
                      </>
                    }
                  />
                )}
              </Healthy>{" "}
              {here && state && (
                <span className={classes.quiet}>
                  <Figure
                    of={{ value: here.instances }}
                    to={standing("states", { journey: id, lifecycle, state, as_of: query.data?.as_of })}
                  />
                </span>
              )}
            </dd>
          </div>
        )}
        <div>
          <dt>{t("journeys.completion")}</dt>
          <dd>
            <Healthy query={query}>{(h) => <Completion health={h} journey={id} />}</Healthy>
          </dd>
        </div>
        <div>
          <dt>{t("journeys.overall")}</dt>
          <dd>
            <Healthy query={query}>{(h) => <Overall health={h} />}</Healthy>
          </dd>
        </div>
      </dl>
    </article>
  );
}
