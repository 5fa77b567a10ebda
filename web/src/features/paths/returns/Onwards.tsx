// SPDX-License-Identifier: Apache-2.0
import { MultiSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import type { ReturnsMatrix, ReturnsRate, ReturnsResult } from "@/api/generated";
import { journeysQuery } from "@/api/lists";
import { Heat, type HeatCell } from "@/charts";
import { useFormat, useT } from "@/lang";
import { useParam } from "@/lib/useFilter";
import { ExportMenu, Loaded, Panel, State } from "@/ui";
import { mainIn } from "../answers";
import { Controls } from "../Controls";
import { useAsk, useHere, type Who } from "../here";
import { Waited } from "../Waited";
import classes from "./Returns.module.css";

/** From each of several journeys to each: who goes on where. */
export function Onwards() {
  const t = useT();
  const { terms } = useHere();
  const [search, setSearch] = useSearchParams();
  const journeys = useQuery(journeysQuery);
  const others = (journeys.data ?? []).filter((j) => j.id !== terms.journey);
  const chosen = search.getAll("with");
  // Without a choice, the first others; a matrix of one journey says nothing new.
  const beside =
    chosen.length > 0
      ? chosen
      : others
          .filter((j) => j.improves !== terms.journey)
          .slice(0, 3)
          .map((j) => j.id);
  const all = [terms.journey, ...beside];
  // As of the same moment as the answer above, so that the numbers agree.
  const [within] = useParam("within");
  const above = useAsk<ReturnsResult>("returns", { within: within || undefined });
  const asOf = above.data?.about.as_of;
  const asked = useAsk<ReturnsMatrix>(
    "matrix",
    { journey: all, version: undefined, within: within || undefined, as_of: asOf },
    { compared: false, enabled: beside.length > 0 && asOf !== undefined },
  );
  if (journeys.data && others.length === 0) return null;
  return (
    <Panel
      title={t("paths.onwards.title")}
      text={t("paths.onwards.text")}
      flush
      actions={<ExportMenu href={asked.file} />}
    >
      <Controls>
        <MultiSelect
          size="xs"
          miw={280}
          label={t("paths.onwards.with")}
          data={others.map((j) => ({ value: j.id, label: j.title }))}
          value={beside}
          onChange={(next) =>
            setSearch(
              (now) => {
                const address = new URLSearchParams(now);
                address.delete("with");
                for (const id of next) address.append("with", id);
                return address;
              },
              { replace: true },
            )
          }
          searchable
        />
      </Controls>
      <div className={classes.body}>
        <Loaded
          query={asked}
          isEmpty={(data) => !(mainIn(data).rows ?? []).some((r) => r.any.completed > 0)}
          empty={<State title={t("paths.returns.none")} text={t("paths.returns.noneText")} />}
        >
          {(data) => (
            <Matrix
              of={mainIn(data)}
              title={(id) => journeys.data?.find((j) => j.id === id)?.title ?? id}
              who={asked.who}
            />
          )}
        </Loaded>
      </div>
    </Panel>
  );
}

function Matrix({ of, title, who }: { of: ReturnsMatrix; title: (id: string) => string; who: Who }) {
  const t = useT();
  const format = useFormat();
  const rows = of.rows ?? [];
  const most = Math.max(0.01, ...rows.flatMap((r) => (r.to ?? []).map((c) => c.rate?.value ?? 0)));
  const cell = (from: string, next: string, rate: ReturnsRate): HeatCell => ({
    heat: (rate.rate?.value ?? 0) / most,
    text: format.value(rate.rate?.value, "percent"),
    href: who({ what: "returned", left: from, taken: next }),
    hint: {
      title: `${title(from)} → ${next ? title(next) : t("paths.onwards.any")}`,
      lines: [
        [t("paths.returns.rateHead"), format.value(rate.rate?.value, "percent")],
        [
          t("ui.interval"),
          rate.rate
            ? t("ui.to", { low: format.percent(rate.rate.lo), high: format.percent(rate.rate.hi) })
            : "–",
        ],
        [t("paths.returns.completed"), format.number(rate.completed)],
        [t("paths.returns.returned"), format.number(rate.returned)],
        [t("paths.median"), format.value(rate.time?.median_s, "duration")],
      ],
      note: t("paths.behind.onward"),
    },
  });
  return (
    <Waited height={120}>
      <Heat
        label={t("paths.onwards.title")}
        corner={t("paths.onwards.corner", { time: format.duration(of.within_s) })}
        rows={rows.map((r) => ({
          key: r.from,
          title: title(r.from),
          text: format.number(r.any.completed),
        }))}
        columns={[
          ...rows.map((r) => ({ key: r.from, title: title(r.from) })),
          { key: "", title: t("paths.onwards.any") },
        ]}
        cell={(row, column) => {
          const found = rows.find((r) => r.from === row.key);
          const rate = column.key === "" ? found?.any : found?.to?.find((c) => c.to === column.key);
          return rate ? cell(row.key, column.key, rate) : null;
        }}
      />
    </Waited>
  );
}
