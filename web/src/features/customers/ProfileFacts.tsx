// SPDX-License-Identifier: Apache-2.0
import { Link } from "react-router";
import { channelNamed, useChannels } from "@/api/channels";
import type { AskProfile } from "@/api/generated";
import { useFormat, useT } from "@/lang";
import { ChannelIcon, Panel } from "@/ui";
import { favourite } from "./blocks";
import classes from "./Customer.module.css";
import { Pairs } from "./Pairs";
import { factsOf } from "./wire";

/** What is known of a customer beside what they did. */
export function ProfileFacts({ profile }: { profile: AskProfile }) {
  const t = useT();
  const traits = factsOf(profile.traits);
  const segments = profile.segments ?? [];
  const states = profile.states ?? [];
  return (
    <aside className={classes.facts}>
      <Panel title={t("customers.page.traits")}>
        {Object.keys(traits).length === 0 ? (
          <p className={classes.none}>{t("customers.page.noTraits")}</p>
        ) : (
          <Pairs of={traits} />
        )}
      </Panel>
      <Panel title={t("customers.page.segments")}>
        {segments.length === 0 ? (
          <p className={classes.none}>{t("customers.page.noSegments")}</p>
        ) : (
          <ul className={classes.tags}>
            {segments.map((s) => (
              <li key={s.segment}>
                <Link to={`/segments/${s.segment}`}>{s.title || s.segment}</Link>
              </li>
            ))}
          </ul>
        )}
      </Panel>
      {states.length > 0 && (
        <Panel title={t("customers.page.lifecycle")}>
          <dl className={classes.pairs}>
            {states.map((s) => (
              <div key={s.lifecycle} style={{ display: "contents" }}>
                <dt>{s.title || s.lifecycle}</dt>
                <dd>{s.state_title || s.state || t("customers.page.noState")}</dd>
              </div>
            ))}
          </dl>
        </Panel>
      )}
      <Channels profile={profile} />
      <Did profile={profile} />
    </aside>
  );
}

function Channels({ profile }: { profile: AskProfile }) {
  const t = useT();
  const { channels } = useChannels();
  const counts = Object.entries(profile.channels ?? {}).sort((a, b) => b[1] - a[1]);
  const title = (name: string) => channelNamed(channels, name)?.title ?? name;
  const best = favourite(profile.channels ?? {}, factsOf(profile.traits));
  if (counts.length === 0) return null;
  return (
    <Panel
      title={t("customers.page.channels")}
      text={
        best &&
        t(best.stated ? "customers.page.preferred" : "customers.page.usesMost", {
          channel: title(best.channel),
        })
      }
    >
      <Bars
        rows={counts.map(([name, count]) => {
          const channel = channelNamed(channels, name);
          return {
            key: name,
            count,
            label: (
              <>
                <ChannelIcon channel={channel?.id ?? name} mode={channel?.mode} />
                {title(name)}
              </>
            ),
          };
        })}
      />
    </Panel>
  );
}

function Did({ profile }: { profile: AskProfile }) {
  const t = useT();
  const names = profile.names ?? [];
  if (names.length === 0) return null;
  return (
    <Panel title={t("customers.page.did")}>
      <Bars rows={names.map((n) => ({ key: n.name, count: n.events, label: n.name }))} />
    </Panel>
  );
}

function Bars({ rows }: { rows: { key: string; count: number; label: React.ReactNode }[] }) {
  const format = useFormat();
  const most = Math.max(1, ...rows.map((r) => r.count));
  return (
    <ul className={classes.bars}>
      {rows.map((row) => (
        <li key={row.key}>
          <span className={classes.label} title={row.key}>
            {row.label}
          </span>
          <span className={classes.bar} aria-hidden>
            <span style={{ width: `${(row.count / most) * 100}%` }} />
          </span>
          <span className={classes.count}>{format.number(row.count)}</span>
        </li>
      ))}
    </ul>
  );
}
