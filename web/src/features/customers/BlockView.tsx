// SPDX-License-Identifier: Apache-2.0
import { Link } from "react-router";
import { useFormat, useT } from "@/lang";
import { type Block, lengthOf } from "./blocks";
import { OutcomeMark } from "./OutcomeMark";
import { RunView } from "./RunView";
import classes from "./Timeline.module.css";
import { outcomeOf } from "./wire";

/** One instance of a journey with its events, or what happened outside of journeys. */
export function BlockView({ block, now }: { block: Block; now: string }) {
  const t = useT();
  const format = useFormat();
  const { instance, journey, title } = block;
  return (
    <section className={classes.block} data-loose={journey === undefined || undefined}>
      <header className={classes.head}>
        {journey ? (
          <>
            <h3>
              <Link to={`/journeys/${journey}`}>{title}</Link>
            </h3>
            {instance && (
              <>
                <span className={classes.quiet}>
                  {t("customers.ordinal", { count: instance.instance })}
                  {instance.value && ` · ${instance.value}`}
                </span>
                <OutcomeMark outcome={outcomeOf(instance)} />
                <p>
                  {t("customers.page.began", { when: format.dateTime(instance.start) })},{" "}
                  {t(instance.outcome === "ongoing" ? "customers.page.lasting" : "customers.page.took", {
                    duration: format.duration(lengthOf(instance, now)),
                  })}
                  .{" "}
                  {t(instance.outcome === "ongoing" ? "customers.page.now" : "customers.page.endedAt", {
                    step: instance.at_title || instance.at,
                  })}
                </p>
              </>
            )}
          </>
        ) : (
          <h3 className={classes.quiet}>{t("customers.page.between")}</h3>
        )}
      </header>
      <ol className={classes.runs}>
        {block.runs.map((run) => (
          <RunView key={run.events[0]?.message_id} run={run} />
        ))}
      </ol>
    </section>
  );
}
