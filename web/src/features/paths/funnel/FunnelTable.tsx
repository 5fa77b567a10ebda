// SPDX-License-Identifier: Apache-2.0
import { useMemo } from "react";
import type { FunnelReached, FunnelResult } from "@/api/generated";
import { useFormat, useT } from "@/lang";
import { type Column, Figure } from "@/ui";
import type { Who } from "../here";
import { Table } from "../Table";
import { lostOf, lostSince, placeBefore } from "./series";
import { useStepTitle } from "./useStepTitle";

type Row = FunnelReached & { place: number };

/** The funnel's steps in numbers. */
export function FunnelTable({ of, who }: { of: FunnelResult; who: Who }) {
  const t = useT();
  const format = useFormat();
  const title = useStepTitle();
  const steps = useMemo(() => of.steps ?? [], [of]);
  const rows = useMemo<Row[]>(() => steps.map((s, i) => ({ ...s, place: i + 1 })), [steps]);
  const columns = useMemo<Column<Row>[]>(
    () => [
      {
        key: "place",
        header: "#",
        name: t("paths.funnel.place"),
        value: (r) => r.place,
        align: "right",
        width: 48,
      },
      { key: "step", header: t("paths.step"), value: title },
      {
        key: "count",
        header: t("paths.instances"),
        value: (r) => r.count,
        align: "right",
        cell: (r) => (
          <Figure
            of={{ value: r.count }}
            to={who({ what: "reached", at: r.place })}
            note={t("paths.funnel.ripe", { count: r.ripe })}
          />
        ),
      },
      {
        key: "rate",
        header: t("paths.funnel.ofFirst"),
        value: (r) => r.rate?.value,
        align: "right",
        cell: (r) => <Figure of={r.rate} kind="percent" />,
      },
      {
        key: "from",
        header: t("paths.funnel.goesOn"),
        value: (r) => r.from_previous?.value,
        align: "right",
        cell: (r) => <Figure of={r.from_previous} kind="percent" />,
      },
      {
        key: "lost",
        header: t("paths.funnel.lost"),
        value: (r) => lostOf(r)?.value,
        align: "right",
        cell: (r) => <Figure of={r.optional ? null : lostOf(r)} kind="percent" />,
      },
      {
        key: "lostCount",
        header: t("paths.funnel.lostCount"),
        value: (r) => (r.from_previous && !r.optional ? lostSince(steps, r.place - 1) : null),
        align: "right",
        cell: (r) =>
          r.from_previous &&
          !r.optional && (
            <Figure
              of={{ value: lostSince(steps, r.place - 1) }}
              to={who({ what: "lost", at: placeBefore(steps, r.place - 1) + 1 })}
            />
          ),
      },
      {
        key: "median",
        header: t("paths.median"),
        value: (r) => r.time?.median_s,
        align: "right",
        cell: (r) => (
          <Figure
            of={
              r.time && {
                value: r.time.median_s,
                lo: r.time.median_lo_s,
                hi: r.time.median_hi_s,
                n: r.time.n,
              }
            }
            kind="duration"
          />
        ),
      },
      {
        key: "p90",
        header: t("paths.p90"),
        value: (r) => r.time?.p90_s,
        align: "right",
        cell: (r) => format.value(r.time?.p90_s, "duration"),
      },
    ],
    [t, format, title, who, steps],
  );
  return (
    <Table
      label={t("paths.funnel.table")}
      columns={columns}
      rows={rows}
      rowKey={(r) => String(r.place)}
      sortParam="funnelsort"
    />
  );
}
