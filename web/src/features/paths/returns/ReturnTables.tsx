// SPDX-License-Identifier: Apache-2.0
import type { ReturnsChannelRate, ReturnsIterationRate, ReturnsRate, ReturnsResult } from "@/api/generated";
import { useT } from "@/lang";
import { ChannelIcon, type Column, ExportMenu, Figure, Panel } from "@/ui";
import { useHere, type Who } from "../here";
import { ShareBar } from "../ShareBar";
import { Table } from "../Table";
import type { Query } from "../terms";
import classes from "./Returns.module.css";

interface ReturnTablesProps {
  of: ReturnsResult;
  file: (format: "csv" | "xlsx") => string;
  who: Who;
}

/** Who comes back, by the last channel after delivery, and by how often they came before. */
export function ReturnTables({ of, file, who }: ReturnTablesProps) {
  const t = useT();
  const { channel } = useHere();
  const channels: Column<ReturnsChannelRate>[] = [
    {
      key: "channel",
      header: t("paths.returns.channel"),
      value: (r) => channel(r.channel),
      cell: (r) => (
        <span className={classes.channel}>
          <ChannelIcon channel={r.channel} />
          {channel(r.channel)}
        </span>
      ),
    },
    ...useRates<ReturnsChannelRate>(who, (r) => ({ contact: r.channel || "unknown" })),
  ];
  const iterations: Column<ReturnsIterationRate>[] = [
    {
      key: "iteration",
      header: t("paths.returns.iteration"),
      value: (r) => r.iteration,
      cell: (r) =>
        r.or_more
          ? t("paths.returns.orMore", { iteration: r.iteration })
          : t("paths.returns.time", { iteration: r.iteration }),
    },
    ...useRates<ReturnsIterationRate>(who, (r) => ({ iteration: r.iteration })),
  ];
  return (
    <div className={classes.two}>
      <Panel
        title={t("paths.returns.byChannel")}
        text={t("paths.returns.byChannelText")}
        flush
        actions={<ExportMenu href={file} />}
      >
        <Table
          label={t("paths.returns.byChannel")}
          columns={channels}
          rows={of.by_channel ?? []}
          rowKey={(r) => r.channel}
          sortParam="returnchannel"
        />
      </Panel>
      <Panel
        title={t("paths.returns.byIteration")}
        text={t("paths.returns.byIterationText")}
        flush
        actions={<ExportMenu href={file} />}
      >
        <Table
          label={t("paths.returns.byIteration")}
          columns={iterations}
          rows={of.by_iteration ?? []}
          rowKey={(r) => String(r.iteration)}
          sortParam="returniteration"
        />
      </Panel>
    </div>
  );
}

/** The columns that both tables have. */
function useRates<R extends ReturnsRate>(who: Who, part: (r: R) => Query): Column<R>[] {
  const t = useT();
  return [
    {
      key: "completed",
      header: t("paths.returns.completed"),
      value: (r) => r.completed,
      align: "right",
      cell: (r) => <Figure of={{ value: r.completed }} to={who({ what: "completed", ...part(r) })} />,
    },
    {
      key: "returned",
      header: t("paths.returns.returned"),
      value: (r) => r.returned,
      align: "right",
      cell: (r) => <Figure of={{ value: r.returned }} to={who({ what: "returned", ...part(r) })} />,
    },
    {
      key: "rate",
      header: t("paths.returns.rateHead"),
      value: (r) => r.rate?.value,
      align: "right",
      cell: (r) => <Figure of={r.rate} kind="percent" />,
    },
    {
      key: "bar",
      header: "",
      name: t("paths.returns.rateHead"),
      width: 88,
      cell: (r) => <ShareBar of={r.rate} />,
    },
    {
      key: "median",
      header: t("paths.median"),
      value: (r) => r.time?.median_s,
      align: "right",
      cell: (r) => (
        <Figure
          of={r.time && { value: r.time.median_s, lo: r.time.lo_s, hi: r.time.hi_s, n: r.time.n }}
          kind="duration"
        />
      ),
    },
  ];
}
