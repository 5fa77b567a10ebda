// SPDX-License-Identifier: Apache-2.0
import { type ReactNode, useMemo } from "react";
import { useT } from "@/lang";
import { readingOf } from "@/lib/estimate";
import type { Kind } from "@/lib/format";
import { type Column, Figure, Interval, Panel } from "@/ui";
import { byDifference, type Pair } from "./answers";
import { useSideName } from "./Compare";
import { Table } from "./Table";

export interface DifferenceRow extends Pair {
  key: string;
  name: ReactNode;
  /** The name in words, to sort by. */
  words: string;
  kind: Kind;
}

interface DifferencesProps {
  /** The two sides, as the answer names them. */
  a: string;
  b: string;
  rows: readonly DifferenceRow[];
  title?: string;
  text?: string;
  sortParam?: string;
  actions?: ReactNode;
}

/** What differs between two sides: both values, and the difference with its interval. The clearest come first. */
export function Differences({ a, b, rows, title, text, sortParam = "diffsort", actions }: DifferencesProps) {
  const t = useT();
  const side = useSideName();
  const known = useMemo(
    () => byDifference(rows, (r) => r.difference).filter((r) => r.difference?.value != null || r.a || r.b),
    [rows],
  );
  const reach = (kind: Kind) =>
    Math.max(
      1e-9,
      ...known
        .filter((r) => r.kind === kind && r.difference)
        .flatMap((r) =>
          [r.difference?.lo, r.difference?.hi, r.difference?.value].map((v) => Math.abs(v ?? 0)),
        ),
    );
  const reaches = Object.fromEntries([...new Set(known.map((r) => r.kind))].map((k) => [k, reach(k)]));
  const columns: Column<DifferenceRow>[] = [
    { key: "what", header: t("paths.compare.what"), value: (r) => r.words, cell: (r) => r.name },
    {
      key: "a",
      header: side(a),
      value: (r) => r.a?.value,
      align: "right",
      cell: (r) => <Figure of={r.a} kind={r.kind} />,
    },
    {
      key: "b",
      header: side(b),
      value: (r) => r.b?.value,
      align: "right",
      cell: (r) => <Figure of={r.b} kind={r.kind} />,
    },
    {
      key: "difference",
      header: t("paths.compare.difference"),
      value: (r) => r.difference?.value,
      align: "right",
      cell: (r) => (
        <Figure
          of={r.difference}
          kind={r.kind === "percent" ? "points" : r.kind}
          signed
          tone={r.difference && readingOf(r.difference) === "undecided" ? "muted" : undefined}
        />
      ),
    },
    {
      key: "interval",
      header: <span className="visually-hidden">{t("ui.interval")}</span>,
      name: t("ui.interval"),
      width: 176,
      cell: (r) => (
        <Interval
          of={r.difference}
          range={[-(reaches[r.kind] ?? 1), reaches[r.kind] ?? 1]}
          kind={r.kind === "percent" ? "points" : r.kind}
          mark={0}
          width={160}
          tone={r.difference && readingOf(r.difference) !== "undecided" ? "measure" : "ink"}
        />
      ),
    },
  ];
  return (
    <Panel
      title={title ?? t("paths.compare.differences")}
      text={text ?? t("paths.compare.text")}
      flush
      actions={actions}
    >
      <Table
        label={title ?? t("paths.compare.differences")}
        columns={columns}
        rows={known}
        rowKey={(r) => r.key}
        sortParam={sortParam}
        maxHeight={420}
      />
    </Panel>
  );
}
