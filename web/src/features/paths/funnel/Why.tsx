// SPDX-License-Identifier: Apache-2.0
import { IconHelpCircle } from "@tabler/icons-react";
import { useMemo } from "react";
import type { FunnelCorrelate, FunnelCorrelations } from "@/api/generated";
import { useFormat, useT } from "@/lang";
import { type Column, EmptyState, ExportMenu, Figure, Loaded, Panel, State } from "@/ui";
import { About } from "../About";
import { mainIn } from "../answers";
import { useAsk } from "../here";
import { StepChip } from "../StepChip";
import { Table } from "../Table";
import classes from "./Funnel.module.css";
import { OddsPlot } from "./OddsPlot";
import type { FunnelState } from "./useFunnel";

/** What those who converted did otherwise on the way than those who did not. */
export function Why({ funnel }: { funnel: FunnelState }) {
  const t = useT();
  const format = useFormat();
  const asked = useAsk<FunnelCorrelations>("why", funnel.query, { compared: false });
  const main = asked.data && mainIn(asked.data);
  return (
    <>
      <Panel
        title={t("paths.why.title")}
        text={
          main
            ? t("paths.why.text", {
                converted: format.number(main.converted),
                others: format.number(main.others),
              })
            : undefined
        }
        flush
        actions={<ExportMenu href={asked.file} />}
      >
        <Loaded
          query={asked}
          isEmpty={(data) => !mainIn(data).steps?.length}
          empty={
            <EmptyState
              icon={<IconHelpCircle size={20} stroke={1.6} />}
              title={t("paths.why.none")}
              text={t("paths.why.noneText")}
            />
          }
          isTooFew={(data) => Math.min(mainIn(data).converted, mainIn(data).others) < 5}
          tooFew={<State title={t("ui.tooFew")} text={t("paths.why.tooFew")} />}
        >
          {(data) => (
            <>
              {mainIn(data).skewed && <p className={classes.warning}>{t("paths.why.skewed")}</p>}
              <WhyTable of={mainIn(data)} />
            </>
          )}
        </Loaded>
      </Panel>
      {asked.data && <About of={asked.data.about} />}
    </>
  );
}

function WhyTable({ of }: { of: FunnelCorrelations }) {
  const t = useT();
  const format = useFormat();
  const columns = useMemo<Column<FunnelCorrelate>[]>(
    () => [
      {
        key: "step",
        header: t("paths.step"),
        value: (r) => r.title ?? r.step,
        cell: (r) => <StepChip step={r.step} />,
      },
      {
        key: "converted",
        header: t("paths.why.converted"),
        value: (r) => r.converted / of.converted,
        align: "right",
        cell: (r) => <Figure of={{ value: r.converted / of.converted, n: of.converted }} kind="percent" />,
      },
      {
        key: "others",
        header: t("paths.why.others"),
        value: (r) => r.others / of.others,
        align: "right",
        cell: (r) => <Figure of={{ value: r.others / of.others, n: of.others }} kind="percent" />,
      },
      {
        key: "odds",
        header: t("paths.why.odds"),
        value: (r) => Math.log(r.odds.value),
        align: "right",
        cell: (r) => (
          <Figure
            of={r.odds}
            kind="score"
            tone={r.q > 0.05 ? "muted" : undefined}
            note={t("paths.why.oddsText")}
          />
        ),
      },
      {
        key: "plot",
        header: "",
        name: t("paths.why.odds"),
        width: 196,
        cell: (r) => <OddsPlot of={r.odds} sure={r.q <= 0.05} />,
      },
      {
        key: "q",
        header: t("paths.why.q"),
        value: (r) => r.q,
        align: "right",
        cell: (r) => (r.q < 0.001 ? `< ${format.percent(0.001)}` : format.percent(r.q)),
      },
    ],
    [t, format, of],
  );
  return (
    <Table
      label={t("paths.why.title")}
      columns={columns}
      rows={of.steps ?? []}
      rowKey={(r) => r.step}
      sort="q"
      sortParam="why"
    />
  );
}
