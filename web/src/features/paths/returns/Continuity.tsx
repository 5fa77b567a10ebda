// SPDX-License-Identifier: Apache-2.0
import type { ContinuityDifference, ContinuityResult } from "@/api/generated";
import { Heat } from "@/charts";
import { useFormat, useT } from "@/lang";
import { ExportMenu, Figure, Loaded, Panel } from "@/ui";
import { About } from "../About";
import { comparedIn, mainIn } from "../answers";
import { type DifferenceRow, Differences } from "../Differences";
import { useAsk, useHere, type Who } from "../here";
import { Nobody } from "../Nobody";
import { warmth } from "../transitions/matrix";
import { Waited } from "../Waited";
import { Preferred, Repeats, StepSwitches } from "./ContinuityTables";
import classes from "./Returns.module.css";

/** How customers change channels on their way, and where they have to begin anew. */
export function Continuity() {
  const t = useT();
  const { channel, steps } = useHere();
  const asked = useAsk<ContinuityResult, ContinuityDifference>("continuity");
  const compared = asked.data && comparedIn(asked.data);
  const main = asked.data && mainIn(asked.data);
  const share = (of: ContinuityResult | null | undefined, from: string, to: string) =>
    of?.channels?.find((c) => c.from === from && c.to === to)?.share ?? null;
  const rows: DifferenceRow[] = compared
    ? [
        {
          key: "switched",
          words: t("paths.continuity.switched"),
          name: t("paths.continuity.switched"),
          kind: "percent",
          a: compared.a.answer?.switched ?? null,
          b: compared.b.answer?.switched ?? null,
          difference: compared.difference?.switched ?? null,
        },
        ...(compared.difference?.channels ?? []).map((d) => {
          const words = `${channel(d.from)} → ${channel(d.to)}`;
          return {
            key: `${d.from}→${d.to}`,
            words,
            name: words,
            kind: "percent" as const,
            a: share(compared.a.answer, d.from, d.to),
            b: share(compared.b.answer, d.from, d.to),
            difference: d.share,
          };
        }),
        ...(compared.difference?.repeats ?? []).map((d) => {
          const words = `${t("paths.continuity.repeats")}: ${steps.title(d.step)}`;
          const at = (of: ContinuityResult | null) =>
            of?.repeats?.find((r) => r.step === d.step)?.share ?? null;
          return {
            key: `repeat ${d.step}`,
            words,
            name: words,
            kind: "percent" as const,
            a: at(compared.a.answer),
            b: at(compared.b.answer),
            difference: d.share,
          };
        }),
      ]
    : [];
  return (
    <>
      <Panel
        title={t("paths.continuity.title")}
        text={t("paths.continuity.text")}
        actions={<ExportMenu href={asked.file} />}
      >
        <Loaded query={asked} isEmpty={(data) => !mainIn(data).instances} empty={<Nobody />}>
          {(data) => <Switches of={mainIn(data)} who={asked.who} />}
        </Loaded>
      </Panel>
      {compared && (
        <Differences a={compared.a.value} b={compared.b.value} sortParam="continuitydiff" rows={rows} />
      )}
      {main && main.instances > 0 && (
        <>
          <div className={classes.two}>
            <StepSwitches of={main} file={asked.file} who={asked.who} />
            <Preferred of={main} file={asked.file} who={asked.who} />
          </div>
          <Repeats of={main} file={asked.file} who={asked.who} />
        </>
      )}
      {asked.data && <About of={asked.data.about} />}
    </>
  );
}

function Switches({ of, who }: { of: ContinuityResult; who: Who }) {
  const t = useT();
  const format = useFormat();
  const { channel } = useHere();
  const list = of.channels ?? [];
  const weight = new Map<string, number>();
  for (const s of list) for (const id of [s.from, s.to]) weight.set(id, (weight.get(id) ?? 0) + s.count);
  const channels = [...weight.keys()].sort((a, b) => (weight.get(b) ?? 0) - (weight.get(a) ?? 0));
  const most = Math.max(1, ...list.map((s) => s.count));
  const heads = channels.map((id) => ({ key: id, title: channel(id) }));
  return (
    <>
      <dl className={classes.figures}>
        <div>
          <dt>{t("paths.continuity.switched")}</dt>
          <dd>
            <Figure
              of={of.switched}
              kind="percent"
              label={t("paths.continuity.switched")}
              to={who({ what: "switched" })}
            />
          </dd>
        </div>
        <div>
          <dt>{t("paths.continuity.stays")}</dt>
          <dd>
            <Figure of={{ value: of.stays }} />
          </dd>
        </div>
        <div>
          <dt>{t("paths.continuity.switches")}</dt>
          <dd>
            <Figure of={{ value: of.switches }} />
          </dd>
        </div>
        {of.unknown > 0 && (
          <div>
            <dt>{t("paths.continuity.unknown")}</dt>
            <dd>
              <Figure of={{ value: of.unknown }} tone="muted" />
            </dd>
          </div>
        )}
      </dl>
      <Waited height={260}>
        <Heat
          label={t("paths.continuity.title")}
          corner={t("paths.continuity.corner")}
          rows={heads}
          columns={heads}
          cell={(row, column) => {
            const found = list.find((s) => s.from === row.key && s.to === column.key);
            if (!found) return undefined;
            return {
              heat: warmth(found.count, most, "count"),
              text: format.compact(found.count),
              href: who({ what: "channels", one: found.from, next: found.to }),
              hint: {
                title: `${row.title} → ${column.title}`,
                lines: [
                  [t("paths.continuity.switches"), format.number(found.count)],
                  [t("paths.instances"), format.number(found.instances)],
                  [t("paths.share"), format.value(found.share?.value, "percent")],
                  [
                    t("ui.interval"),
                    found.share
                      ? t("ui.to", {
                          low: format.percent(found.share.lo),
                          high: format.percent(found.share.hi),
                        })
                      : "–",
                  ],
                ],
                note: t("paths.behind.switch"),
              },
            };
          }}
        />
      </Waited>
    </>
  );
}
