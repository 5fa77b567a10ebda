// SPDX-License-Identifier: Apache-2.0
import { Select, Switch } from "@mantine/core";
import { IconUsersGroup } from "@tabler/icons-react";
import { useMemo } from "react";
import type { CohortCell, CohortDifference, CohortResult, CohortRow } from "@/api/generated";
import { Curve, Heat } from "@/charts";
import { useFormat, useT } from "@/lang";
import { useParam } from "@/lib/useFilter";
import { EmptyState, ExportMenu, Loaded, Panel } from "@/ui";
import { comparedIn, mainIn } from "../answers";
import { Controls } from "../Controls";
import { Differences } from "../Differences";
import { useAsk, useHere, type Who } from "../here";
import type { Query } from "../terms";
import { Waited } from "../Waited";
import classes from "./Cohorts.module.css";
import { dayOf, type Every, periodName } from "./periods";

/** Of those who first came in a period, how many are active in later ones. */
export function Retention({ query }: { query: Query }) {
  const t = useT();
  const [mode, setMode] = useParam("mode", "first-touch");
  const [later, setLater] = useParam("later");
  const [first, setFirst] = useParam("first");
  const asked = useAsk<CohortResult, CohortDifference>("retention", {
    ...query,
    mode,
    on_or_after: later === "1" || undefined,
    first: first || undefined,
  });
  const compared = asked.data && comparedIn(asked.data);
  return (
    <>
      <Panel
        title={t("paths.retention.title")}
        text={t("paths.retention.text")}
        flush
        actions={<ExportMenu href={asked.file} />}
      >
        <Controls>
          <Select
            size="xs"
            w={220}
            label={t("paths.retention.mode")}
            data={(["first-touch", "recurring"] as const).map((value) => ({
              value,
              label: t(`paths.retention.modes.${value}`),
            }))}
            value={mode}
            onChange={(v) => setMode(v ?? "")}
            allowDeselect={false}
          />
          <Select
            size="xs"
            w={180}
            label={t("paths.retention.first")}
            data={(["step", "channel"] as const).map((value) => ({
              value,
              label: t(`paths.retention.firsts.${value}`),
            }))}
            value={first || null}
            onChange={(v) => setFirst(v ?? "")}
            placeholder={t("paths.retention.byPeriod")}
            clearable
            clearButtonProps={{ "aria-label": t("common.remove") }}
          />
          <Switch
            size="xs"
            label={t("paths.retention.later")}
            checked={later === "1"}
            onChange={(e) => setLater(e.currentTarget.checked ? "1" : "")}
          />
        </Controls>
        <div className={classes.body}>
          <Loaded
            query={asked}
            isEmpty={(data) => !mainIn(data).customers}
            empty={
              <EmptyState
                icon={<IconUsersGroup size={20} stroke={1.6} />}
                title={t("paths.retention.none")}
                text={t("paths.retention.noneText")}
              />
            }
          >
            {(data) => (
              <>
                <RetentionCurve of={mainIn(data)} />
                <RetentionHeat of={mainIn(data)} who={asked.who} />
              </>
            )}
          </Loaded>
        </div>
      </Panel>
      {compared && (
        <Differences
          title={t("paths.retention.differences")}
          a={compared.a.value}
          b={compared.b.value}
          sortParam="retentiondiff"
          rows={(compared.difference?.all ?? []).map((d) => {
            const words = t("paths.retention.after", { count: d.after });
            const at = (of: CohortResult | null) =>
              of?.all?.cells?.find((c) => c.after === d.after)?.share ?? null;
            return {
              key: String(d.after),
              words,
              name: words,
              kind: "percent" as const,
              a: at(compared.a.answer),
              b: at(compared.b.answer),
              difference: d.share,
            };
          })}
        />
      )}
    </>
  );
}

const rowsOf = (of: CohortResult): CohortRow[] => (of.groups ? of.groups : (of.rows ?? []));

/** The names of rows: periods, or what came first. */
function useRowName(of: CohortResult): (row: CohortRow) => string {
  const format = useFormat();
  const { steps, channel } = useHere();
  return (row) => {
    if (row.group !== undefined) return steps.find(row.group) ? steps.title(row.group) : channel(row.group);
    return row.start ? periodName(row.start, of.every as Every, of.zone, format) : "";
  };
}

/** A row, as the question for who stands behind it names it. */
function rowIn(of: CohortResult, row: CohortRow): string {
  if (row === of.all) return "all";
  return row.start ? dayOf(row.start, of.zone) : row.group || "unknown";
}

function RetentionHeat({ of, who }: { of: CohortResult; who: Who }) {
  const t = useT();
  const format = useFormat();
  const name = useRowName(of);
  const rows = [...(of.all ? [of.all] : []), ...rowsOf(of)];
  const width = Math.max(0, ...rows.map((r) => r.cells?.length ?? 0));
  // The first period is everybody: the scale begins behind it.
  const most = Math.max(
    0.01,
    ...rows.flatMap((r) => (r.cells ?? []).slice(1).map((c) => c.share?.value ?? 0)),
  );
  const hint = (title: string, cell: CohortCell) => ({
    title: `${title} · ${t("paths.retention.after", { count: cell.after })}`,
    lines: [
      [t("paths.retention.active"), format.number(cell.count)] as const,
      [t("paths.share"), format.value(cell.share?.value, "percent")] as const,
      [
        t("ui.interval"),
        cell.share
          ? t("ui.to", { low: format.percent(cell.share.lo), high: format.percent(cell.share.hi) })
          : "–",
      ] as const,
      ["n", format.number(cell.size)] as const,
    ],
    note: t(cell.incomplete ? "paths.cohorts.incomplete" : "paths.behind.active"),
  });
  return (
    <Waited height={320}>
      <Heat
        label={t("paths.retention.title")}
        corner={t("paths.retention.corner")}
        rows={rows.map((r, i) => ({
          key: String(i),
          title: r === of.all ? t("common.all") : name(r),
          text: format.number(r.size),
        }))}
        columns={Array.from({ length: width }, (_, i) => ({ key: String(i), title: String(i) }))}
        colour="var(--w-measure)"
        cell={(head, _column, r, c) => {
          const row = rows[r];
          const cell = row?.cells?.[c];
          if (!row || !cell?.share) return undefined;
          return {
            heat: c === 0 ? 0 : cell.share.value / most,
            text: format.percent(cell.share.value),
            pale: cell.incomplete,
            href: who({ row: rowIn(of, row), later: cell.after }),
            hint: hint(head.title, cell),
          };
        }}
      />
    </Waited>
  );
}

function RetentionCurve({ of }: { of: CohortResult }) {
  const t = useT();
  const format = useFormat();
  const name = useRowName(of);
  const groups = of.groups;
  const lines = useMemo(() => {
    const point = (c: CohortCell) => ({
      x: c.after,
      label: String(c.after),
      value: c.incomplete ? null : (c.share?.value ?? null),
      lo: c.incomplete ? null : c.share?.lo,
      hi: c.incomplete ? null : c.share?.hi,
    });
    const rows = groups?.slice(0, 6) ?? (of.all ? [of.all] : []);
    return rows.map((row, i) => ({
      name: groups ? name(row) : t("common.all"),
      colour: groups ? `var(--c-${i})` : "var(--w-measure)",
      points: (row.cells ?? []).filter((c) => c.after > 0).map(point),
    }));
  }, [of, groups, name, t]);
  const first = lines[0]?.points ?? [];
  if (first.length < 2) return null;
  const span = (p: { lo?: number | null; hi?: number | null } | undefined) =>
    p?.lo == null || p.hi == null
      ? ""
      : ` (${t("ui.to", { low: format.percent(p.lo), high: format.percent(p.hi) })})`;
  const written = (p: (typeof first)[number] | undefined) => `${format.value(p?.value, "percent")}${span(p)}`;
  return (
    <Waited height={200}>
      <Curve
        label={t("paths.retention.curve")}
        lines={lines}
        format={format.percent}
        min={0}
        height={200}
        hint={(at) => ({
          title: t("paths.retention.after", { count: first[at]?.x ?? 0 }),
          lines: lines.map((l) => [l.name, written(l.points[at])] as const),
        })}
        table={{
          head: [t("paths.retention.corner"), ...lines.map((l) => l.name)],
          rows: first.map((p, i) => [p.label, ...lines.map((l) => written(l.points[i]))]),
        }}
      />
    </Waited>
  );
}
