// SPDX-License-Identifier: Apache-2.0
import type {
  ContinuityRepeat,
  ContinuityResult,
  ContinuityStepSwitch,
  ContinuityUsed,
} from "@/api/generated";
import { useFormat, useT } from "@/lang";
import { readingOf } from "@/lib/estimate";
import { ChannelIcon, type Column, ExportMenu, Figure, Panel, State } from "@/ui";
import { useHere, type Who } from "../here";
import { ShareBar } from "../ShareBar";
import { StepChip } from "../StepChip";
import { Table } from "../Table";
import classes from "./Returns.module.css";

interface PartProps {
  of: ContinuityResult;
  file: (format: "csv" | "xlsx") => string;
  who: Who;
}

const tones = { above: "good", below: "bad", undecided: "muted" } as const;

/** Between which steps the channel changes. */
export function StepSwitches({ of, file, who }: PartProps) {
  const t = useT();
  const format = useFormat();
  const { steps } = useHere();
  const columns: Column<ContinuityStepSwitch>[] = [
    {
      key: "from",
      header: t("paths.from"),
      value: (r) => steps.title(r.from),
      cell: (r) => <StepChip step={r.from} />,
    },
    {
      key: "to",
      header: t("paths.to"),
      value: (r) => steps.title(r.to),
      cell: (r) => <StepChip step={r.to} />,
    },
    {
      key: "count",
      header: t("paths.continuity.switches"),
      value: (r) => r.count,
      align: "right",
      cell: (r) => format.number(r.count),
    },
    {
      key: "instances",
      header: t("paths.instances"),
      value: (r) => r.instances,
      align: "right",
      cell: (r) => (
        <Figure of={{ value: r.instances }} to={who({ what: "steps", one: r.from, next: r.to })} />
      ),
    },
    {
      key: "share",
      header: t("paths.share"),
      value: (r) => r.share?.value,
      align: "right",
      cell: (r) => <Figure of={r.share} kind="percent" />,
    },
  ];
  return (
    <Panel
      title={t("paths.continuity.where")}
      text={t("paths.continuity.whereText")}
      flush
      actions={<ExportMenu href={file} />}
    >
      <Table
        label={t("paths.continuity.where")}
        columns={columns}
        rows={of.steps ?? []}
        rowKey={(r) => `${r.from}→${r.to}`}
        sort="-count"
        sortParam="stepswitch"
        maxHeight={360}
      />
    </Panel>
  );
}

/** The channel used beside the one preferred. */
export function Preferred({ of, file, who }: PartProps) {
  const t = useT();
  const format = useFormat();
  const { channel } = useHere();
  const { preferred } = of;
  const columns: Column<ContinuityUsed>[] = [
    {
      key: "channel",
      header: t("paths.continuity.used"),
      value: (r) => channel(r.channel),
      cell: (r) => (
        <span className={classes.channel}>
          <ChannelIcon channel={r.channel} />
          {channel(r.channel)}
        </span>
      ),
    },
    {
      key: "instances",
      header: t("paths.instances"),
      value: (r) => r.instances,
      align: "right",
      cell: (r) => <Figure of={{ value: r.instances }} to={who({ what: "used", one: r.channel })} />,
    },
    {
      key: "share",
      header: t("paths.continuity.preferred"),
      value: (r) => r.share_on_preferred?.value,
      align: "right",
      cell: (r) => <Figure of={r.share_on_preferred} kind="percent" />,
    },
    {
      key: "bar",
      header: "",
      name: t("paths.continuity.preferred"),
      width: 88,
      cell: (r) => <ShareBar of={r.share_on_preferred} />,
    },
  ];
  return (
    <Panel
      title={t("paths.continuity.preference")}
      text={t("paths.continuity.preferenceText", {
        share: format.value(preferred.kept?.value, "percent"),
        stated: format.number(preferred.stated),
        customers: format.number(preferred.customers),
      })}
      flush
      actions={<ExportMenu href={file} />}
    >
      <Table
        label={t("paths.continuity.preference")}
        columns={columns}
        rows={preferred.channels ?? []}
        rowKey={(r) => r.channel}
        sort="-instances"
        sortParam="preferred"
        maxHeight={360}
      />
    </Panel>
  );
}

/** Steps that had to be begun anew on another channel, and how completion differs where they were. */
export function Repeats({ of, file, who }: PartProps) {
  const t = useT();
  const format = useFormat();
  const { steps } = useHere();
  const rows = (of.repeats ?? []).filter((r) => r.instances > 0);
  const columns: Column<ContinuityRepeat>[] = [
    {
      key: "step",
      header: t("paths.step"),
      value: (r) => steps.title(r.step),
      cell: (r) => <StepChip step={r.step} />,
    },
    {
      key: "instances",
      header: t("paths.instances"),
      value: (r) => r.instances,
      align: "right",
      cell: (r) => <Figure of={{ value: r.instances }} to={who({ what: "repeated", one: r.step })} />,
    },
    {
      key: "share",
      header: t("paths.share"),
      value: (r) => r.share?.value,
      align: "right",
      cell: (r) => <Figure of={r.share} kind="percent" />,
    },
    { key: "bar", header: "", name: t("paths.share"), width: 88, cell: (r) => <ShareBar of={r.share} /> },
    {
      key: "with",
      header: t("paths.continuity.with"),
      value: (r) => r.associated.with?.value,
      align: "right",
      cell: (r) => <Figure of={r.associated.with} kind="percent" />,
    },
    {
      key: "without",
      header: t("paths.continuity.without"),
      value: (r) => r.associated.without?.value,
      align: "right",
      cell: (r) => <Figure of={r.associated.without} kind="percent" />,
    },
    {
      key: "difference",
      header: t("paths.compare.difference"),
      value: (r) => r.associated.difference?.value,
      align: "right",
      cell: ({ associated: { difference } }) => (
        <Figure
          of={difference}
          kind="points"
          signed
          tone={difference ? tones[readingOf(difference)] : undefined}
          note={t("paths.conformance.associated")}
        />
      ),
    },
  ];
  return (
    <Panel
      title={t("paths.continuity.repeats")}
      text={t("paths.continuity.repeatsText")}
      flush
      actions={<ExportMenu href={file} />}
    >
      {rows.length === 0 ? (
        <State
          title={t("paths.continuity.noRepeats")}
          text={t("paths.continuity.noRepeatsText", { instances: format.number(of.instances) })}
        />
      ) : (
        <Table
          label={t("paths.continuity.repeats")}
          columns={columns}
          rows={rows}
          rowKey={(r) => r.step}
          sort="-instances"
          sortParam="repeats"
        />
      )}
    </Panel>
  );
}
