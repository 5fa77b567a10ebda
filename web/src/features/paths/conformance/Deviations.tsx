// SPDX-License-Identifier: Apache-2.0
import { Button, Tooltip } from "@mantine/core";
import { IconRouteAltLeft, IconX } from "@tabler/icons-react";
import { useMemo } from "react";
import type { ConformanceDeviation, ConformanceEffect, ConformanceResult } from "@/api/generated";
import { useFormat, useT } from "@/lang";
import { readingOf } from "@/lib/estimate";
import type { Kind } from "@/lib/format";
import { useParam } from "@/lib/useFilter";
import { type Column, EmptyState, ExportMenu, Figure, Panel } from "@/ui";
import { useHere, type Who } from "../here";
import { ShareBar } from "../ShareBar";
import { StepChip } from "../StepChip";
import { Table } from "../Table";
import { AcceptButton } from "./AcceptButton";
import styles from "./Conformance.module.css";
import { classOf, colours, named } from "./classes";
import type { Accepting } from "./useAccepted";

/** Each deviation, how many have it, and what it goes along with. */
export function Deviations({
  of,
  file,
  who,
  accepted,
}: {
  of: ConformanceResult;
  file: (format: "csv" | "xlsx") => string;
  who: Who;
  accepted: Accepting;
}) {
  const t = useT();
  const { steps } = useHere();
  const [at, setAt] = useParam("at");
  const all = of.by_deviation ?? [];
  const rows = at ? all.filter((d) => d.step === at) : all;
  return (
    <Panel
      title={t("paths.conformance.which")}
      text={t("paths.conformance.whichText")}
      flush
      actions={
        <>
          {at && (
            <Button
              size="compact-xs"
              variant="light"
              rightSection={<IconX size={12} />}
              onClick={() => setAt("")}
            >
              {t("paths.conformance.only", { step: steps.title(at) })}
            </Button>
          )}
          <ExportMenu href={file} />
        </>
      }
    >
      {rows.length === 0 ? (
        <EmptyState
          icon={<IconRouteAltLeft size={20} stroke={1.6} />}
          title={t("paths.conformance.none")}
          text={t("paths.conformance.noneText")}
        />
      ) : (
        <DeviationTable rows={rows} who={who} accepted={accepted} />
      )}
    </Panel>
  );
}

interface DeviationTableProps {
  rows: ConformanceDeviation[];
  who: Who;
  accepted: Accepting;
}

function DeviationTable({ rows, who, accepted }: DeviationTableProps) {
  const t = useT();
  const { steps } = useHere();
  const columns = useMemo<Column<ConformanceDeviation>[]>(() => {
    const effect = (
      key: string,
      header: string,
      kind: Kind,
      good: "above" | "below",
      of: (r: ConformanceDeviation) => ConformanceEffect | null,
    ): Column<ConformanceDeviation> => ({
      key,
      header,
      value: (r) => of(r)?.difference.value,
      align: "right",
      cell: (r) => <Effect of={of(r)} kind={kind} good={good} definition={r.by_definition} />,
    });
    return [
      {
        key: "class",
        header: t("paths.conformance.class"),
        value: (r) => t(`paths.conformance.classes.${classOf(r.class)}`),
        cell: (r) => (
          <span className={styles.class}>
            <span className={styles.swatch} style={{ background: colours[classOf(r.class)] }} aria-hidden />
            {t(`paths.conformance.classes.${classOf(r.class)}`)}
          </span>
        ),
      },
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
        cell: (r) => (
          <Figure
            of={{ value: r.instances }}
            to={who({ what: r.class, step: r.step })}
            note={r.ended_before > 0 && t("paths.conformance.endedBefore", { count: r.ended_before })}
          />
        ),
      },
      {
        key: "share",
        header: t("paths.share"),
        value: (r) => r.share.value,
        align: "right",
        cell: (r) => <Figure of={r.share} kind="percent" />,
      },
      { key: "bar", header: "", name: t("paths.share"), width: 96, cell: (r) => <ShareBar of={r.share} /> },
      effect("completion", t("paths.conformance.completion"), "percent", "above", (r) => r.completion),
      effect("time", t("paths.conformance.time"), "duration", "below", (r) => r.duration_s),
      effect("satisfaction", t("paths.conformance.satisfaction"), "score", "above", (r) => r.satisfaction),
      {
        key: "accept",
        header: <span className="visually-hidden">{t("paths.conformance.accept")}</span>,
        name: t("paths.conformance.accept"),
        align: "right",
        cell: (r) => {
          if (classOf(r.class) === "failed") return null;
          return <AcceptButton name={named(r.class, r.step)} of={accepted} />;
        },
      },
    ];
  }, [t, steps, who, accepted]);
  return (
    <Table
      label={t("paths.conformance.which")}
      columns={columns}
      rows={rows}
      rowKey={(r) => named(r.class, r.step)}
      sort="-instances"
      sortParam="deviations"
    />
  );
}

interface EffectProps {
  of: ConformanceEffect | null;
  kind: Kind;
  /** On which side of zero is the better. */
  good: "above" | "below";
  definition: boolean;
}

/** How instances with a deviation differ from those without: association, not cause. */
function Effect({ of, kind, good, definition }: EffectProps) {
  const t = useT();
  const format = useFormat();
  if (!of)
    return (
      <Tooltip label={t(definition ? "paths.conformance.byDefinition" : "paths.conformance.tooFew")}>
        <span className={styles.unknown}>–</span>
      </Tooltip>
    );
  const reading = readingOf(of.difference);
  const chance = reading !== "undecided" && of.q > 0.05;
  const tone = reading === "undecided" || chance ? "muted" : reading === good ? "good" : "bad";
  return (
    <Figure
      of={of.difference}
      kind={kind === "percent" ? "points" : kind}
      signed
      tone={tone}
      note={
        <>
          {t("paths.conformance.with", { value: format.value(of.with.value, kind), count: of.with.n })}
          <br />
          {t("paths.conformance.without", {
            value: format.value(of.without.value, kind),
            count: of.without.n,
          })}
          <br />
          {t("paths.conformance.associated")}
          {chance && ` ${t("paths.conformance.chance")}`}
        </>
      }
    />
  );
}
