// SPDX-License-Identifier: Apache-2.0
import { ActionIcon, SegmentedControl, Switch, Tooltip } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { address, useMay } from "@/api";
import type { CountsOutputBody } from "@/api/generated";
import { useFormat, useT } from "@/lang";
import { useParam } from "@/lib/useFilter";
import { ExportMenu, Panel } from "@/ui";
import shared from "../Data.module.css";
import { CountCell } from "./CountCell";
import classes from "./Counts.module.css";
import { moveFocus } from "./focus";
import { type Every, type Period, periodsTo } from "./periods";
import { type CountRow, rowsOf } from "./rows";

/** How many periods stand side by side. */
const shown = 8;
const everies = ["day", "week", "month"] as const;

/** Steps by periods: each cell is what was counted, to enter and to correct. */
export function CountTable({ of }: { of: CountsOutputBody }) {
  const t = useT();
  const mayEnter = useMay("import-data");
  const steps = of.steps ?? [];
  const asked = steps.filter((s) => s.asked);
  const [others, showOthers] = useState(asked.length === 0);
  const usual = everies.find((e) => asked[0]?.every === e) ?? "week";
  const [chosen, choose] = useParam("every", usual);
  const every = everies.find((e) => e === chosen) ?? usual;
  const [back, setBack] = useState(0);
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: of.zone }).format(new Date());
  const periods = periodsTo(today, every, shown, back);
  const rows = rowsOf(others ? steps : asked, of.counts ?? []);
  const label = useLabel(every);
  const scroller = useRef<HTMLDivElement>(null);
  // What is counted now stands at the right.
  useEffect(() => {
    scroller.current?.scrollTo({ left: scroller.current.scrollWidth });
  }, []);
  return (
    <Panel
      flush
      title={t("data.counts.title")}
      text={mayEnter ? t("data.counts.how") : t("data.counts.read")}
      actions={
        <>
          {asked.length > 0 && asked.length < steps.length && (
            <Switch
              size="xs"
              label={t("data.counts.others", { count: steps.length - asked.length })}
              checked={others}
              onChange={(e) => showOthers(e.currentTarget.checked)}
            />
          )}
          <SegmentedControl
            size="xs"
            aria-label={t("data.counts.every")}
            value={every}
            onChange={(value) => {
              setBack(0);
              choose(value);
            }}
            data={everies.map((value) => ({ value, label: t(`data.counts.${value}`) }))}
          />
          <Turn back={back} onTurn={setBack} />
          <ExportMenu href={(format) => address("/counts/table", { journey: of.journey, format })} />
        </>
      }
    >
      <div
        ref={scroller}
        className={classes.scroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        role="region"
        aria-label={t("data.counts.title")}
      >
        <table className={classes.table} aria-label={t("data.counts.title")}>
          <thead>
            <tr>
              <th scope="col">{t("data.counts.step")}</th>
              {periods.map((p) => (
                <th key={p.id} scope="col" className={classes.period}>
                  {label(p)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody onKeyDown={moveFocus}>
            {rows.map((row) => (
              <Line
                key={row.key}
                row={row}
                periods={periods}
                journey={of.journey}
                editable={mayEnter}
                label={label}
              />
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function Turn({ back, onTurn }: { back: number; onTurn: (back: number) => void }) {
  const t = useT();
  return (
    <span className={shared.row}>
      <Tooltip label={t("data.counts.earlier")}>
        <ActionIcon size="sm" aria-label={t("data.counts.earlier")} onClick={() => onTurn(back + shown)}>
          <IconChevronLeft size={16} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t("data.counts.later")}>
        <ActionIcon
          size="sm"
          aria-label={t("data.counts.later")}
          disabled={back === 0}
          onClick={() => onTurn(Math.max(0, back - shown))}
        >
          <IconChevronRight size={16} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
    </span>
  );
}

interface LineProps {
  row: CountRow;
  periods: readonly Period[];
  journey: string;
  editable: boolean;
  label: (period: Period) => string;
}

function Line({ row, periods, journey, editable, label }: LineProps) {
  const format = useFormat();
  const quiet = [row.step.stage, row.channel, row.unit, row.step.source].filter(Boolean).join(" · ");
  return (
    <tr>
      <th scope="row">
        <span className={shared.two}>
          {row.step.title}
          <span className={shared.quiet}>{quiet}</span>
        </span>
      </th>
      {periods.map((p) => (
        <td key={p.id}>
          {editable ? (
            <CountCell journey={journey} row={row} period={p} label={label(p)} />
          ) : (
            format.value(row.counts.get(p.id)?.count, "number")
          )}
        </td>
      ))}
    </tr>
  );
}

/** What a period is called at the head of its column. */
function useLabel(every: Every): (period: Period) => string {
  const format = useFormat();
  const month = new Intl.DateTimeFormat(format.locale, { month: "short", year: "numeric", timeZone: "UTC" });
  return ({ id, first }) => {
    if (every === "month") return month.format(new Date(first));
    return every === "week" ? `${id.slice(5)} · ${format.day(first)}` : format.day(first);
  };
}
