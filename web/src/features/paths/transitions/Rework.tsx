// SPDX-License-Identifier: Apache-2.0
import { IconRepeat } from "@tabler/icons-react";
import { useMemo } from "react";
import type { PathRework, PathReworkDifference, PathReworked } from "@/api/generated";
import { useFormat, useT } from "@/lang";
import { type Column, EmptyState, ExportMenu, Figure, Loaded, Panel } from "@/ui";
import { comparedIn, mainIn } from "../answers";
import { Differences } from "../Differences";
import { type To, useAsk, useHere } from "../here";
import { ShareBar } from "../ShareBar";
import { StepChip } from "../StepChip";
import { Table } from "../Table";

/** What is done again: at once or later, on the same channel or on another. */
export function Rework() {
  const t = useT();
  const format = useFormat();
  const { steps } = useHere();
  const asked = useAsk<PathReworked, PathReworkDifference>("rework");
  const main = asked.data && mainIn(asked.data);
  const compared = asked.data && comparedIn(asked.data);
  return (
    <>
      <Panel
        title={t("paths.rework.title")}
        text={
          main?.share
            ? t("paths.rework.text", {
                share: format.percent(main.share.value),
                instances: format.number(main.again),
              })
            : t("paths.rework.about")
        }
        flush
        actions={<ExportMenu href={asked.file} />}
      >
        <Loaded
          query={asked}
          isEmpty={(data) => !mainIn(data).steps?.some((s) => s.visits > 0)}
          empty={
            <EmptyState
              icon={<IconRepeat size={20} stroke={1.6} />}
              title={t("paths.rework.none")}
              text={t("paths.rework.noneText")}
            />
          }
        >
          {(data) => (
            <ReworkTable to={asked.to} rows={(mainIn(data).steps ?? []).filter((s) => s.visits > 0)} />
          )}
        </Loaded>
      </Panel>
      {compared && (
        <Differences
          title={t("paths.rework.differences")}
          a={compared.a.value}
          b={compared.b.value}
          sortParam="reworkdiff"
          rows={(compared.difference?.steps ?? []).map((d) => ({
            key: d.step,
            words: steps.title(d.step),
            name: <StepChip step={d.step} />,
            kind: "percent",
            ...d.share,
          }))}
        />
      )}
    </>
  );
}

function ReworkTable({ rows, to }: { rows: PathRework[]; to: To }) {
  const t = useT();
  const { steps } = useHere();
  const columns = useMemo<Column<PathRework>[]>(() => {
    const count = (key: string, header: string, value: (r: PathRework) => number): Column<PathRework> => ({
      key,
      header,
      value,
      align: "right",
      cell: (r) => <Figure of={{ value: value(r) }} tone={value(r) === 0 ? "muted" : undefined} />,
    });
    return [
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
        cell: (r) => <Figure of={{ value: r.instances }} to={to({ what: "repeated", step: r.step })} />,
      },
      {
        key: "share",
        header: t("paths.share"),
        value: (r) => r.share.value,
        align: "right",
        cell: (r) => <Figure of={r.share} kind="percent" />,
      },
      { key: "bar", header: "", name: t("paths.share"), width: 88, cell: (r) => <ShareBar of={r.share} /> },
      count("visits", t("paths.rework.visits"), (r) => r.visits),
      count("loops", t("paths.rework.loops"), (r) => r.self_loops),
      count("returns", t("paths.rework.returns"), (r) => r.return_instances),
      count("same", t("paths.rework.sameChannel"), (r) => r.same_channel.visits),
      count("other", t("paths.rework.otherChannel"), (r) => r.other_channel.visits),
    ];
  }, [t, steps, to]);
  return (
    <Table
      label={t("paths.rework.title")}
      columns={columns}
      rows={rows}
      rowKey={(r) => r.step}
      sort="-instances"
      sortParam="rework"
    />
  );
}
