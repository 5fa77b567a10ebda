// SPDX-License-Identifier: Apache-2.0
import { Button, UnstyledButton } from "@mantine/core";
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconHelp,
  IconTriangleFilled,
  IconTriangleInvertedFilled,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { problemOf } from "@/api";
import { useFormat, useT } from "@/lang";
import { type Estimate, medianOf } from "@/lib/estimate";
import { dayIn } from "@/lib/filter";
import { Figure } from "@/ui";
import { Differs } from "../grid/cells/Differs";
import { differenceKindOf, estimateOf, kindOf, type Reading, rangeOf, readingOf } from "../numbers/scores";
import type { Card, Score } from "../numbers/wire";
import { useTools } from "../state/tools";
import type { Numbers } from "../state/useNumbers";
import classes from "./Head.module.css";

const signs: Record<Reading, ReactNode> = {
  below: <IconTriangleInvertedFilled size={9} aria-hidden />,
  above: <IconTriangleFilled size={9} aria-hidden />,
  at: <IconCircleCheck size={13} aria-hidden />,
  undecided: <IconHelp size={13} aria-hidden />,
};

interface FiguresProps {
  numbers: Numbers;
  /** Events that came since. */
  fresh: number;
  onRefresh: () => void;
}

/** The journey as a whole: its own score, how many complete it, how long it takes, who returns. */
export function Figures({ numbers, fresh, onRefresh }: FiguresProps) {
  const t = useT();
  const format = useFormat();
  const tools = useTools();
  const { card, against } = numbers;
  if (!card) return <div className={classes.whole} style={{ minHeight: 52 }} />;
  const d = against?.difference;
  const { total, unripe } = card.instances;
  const isToday = dayIn(format.zone, new Date(card.as_of)) === dayIn(format.zone, new Date());
  return (
    <div className={classes.whole}>
      <div className={classes.figures} role="group" aria-label={t("map.whole.title")}>
        <Overall card={card} differs={d?.overall} />
        <Fact name={t("map.whole.completion")} differs={d?.completion} kind="points" better="up">
          <Figure
            of={card.completion}
            kind="percent"
            label={t("map.whole.completionText")}
            to={tools.customers(undefined, "completed")}
          />
        </Fact>
        <Fact name={t("map.whole.duration")} differs={d?.duration_s} kind="duration" better="none">
          <Figure
            of={card.duration && medianOf(card.duration)}
            kind="duration"
            label={t("map.whole.durationText")}
          />
        </Fact>
        <Fact name={t("map.whole.instances")}>
          <Figure
            of={{ value: total }}
            label={t("map.whole.instancesText")}
            note={unripe ? t("map.whole.unripeText") : undefined}
            to={tools.customers(undefined, "all")}
          />
          {unripe ? <small>{t("map.whole.unripe", { count: unripe })}</small> : null}
        </Fact>
        {card.return && (
          <Fact name={t("map.whole.return")} differs={d?.return} kind="points" better="none">
            <Figure of={card.return.rate} kind="percent" label={t("map.whole.returnText")} />
            <small>{t("map.whole.within", { time: format.duration(card.return.within_s) })}</small>
          </Fact>
        )}
        <Fact name={t("map.whole.asOf")}>
          <small
            title={`${format.dateTime(card.as_of)}, ${t("map.whole.position", { position: card.position })}`}
          >
            {isToday ? format.time(card.as_of) : format.dateTime(card.as_of)}
          </small>
          {fresh > 0 && (
            <UnstyledButton className={classes.badge} data-tone="good" onClick={onRefresh}>
              {t("ui.fresh", { count: fresh })} · {t("ui.refresh")}
            </UnstyledButton>
          )}
        </Fact>
      </div>
    </div>
  );
}

interface FactProps {
  name: string;
  children: ReactNode;
  differs?: Estimate | null;
  kind?: "points" | "duration";
  better?: "up" | "none";
}

function Fact({ name, children, differs, kind = "points", better = "none" }: FactProps) {
  return (
    <div className={classes.fact}>
      <span className={classes.name}>{name}</span>
      <span className={classes.number}>{children}</span>
      {differs && <Differs of={differs} kind={kind} better={better} label={name} brief />}
    </div>
  );
}

function Overall({ card, differs }: { card: Card; differs?: Estimate | null }) {
  const t = useT();
  const format = useFormat();
  const score: Score | null = card.overall;
  const reading = readingOf(card.reading);
  const kind = kindOf(score);
  return (
    <div className={classes.fact}>
      <span className={classes.name}>{t("map.whole.overall")}</span>
      <span className={classes.number}>
        <Figure of={estimateOf(score)} kind={kind} label={t("map.whole.overallText")} note={score?.rule} />
        {score && kind === "score" && <small>{t("map.whole.outOf", { max: rangeOf(score)[1] })}</small>}
        {reading && (
          <span className={classes.reading} data-of={reading}>
            {signs[reading]}
            {t(`map.performance.target.${reading}`)} {format.value(card.target, kind)}
          </span>
        )}
      </span>
      {differs && (
        <Differs
          of={differs}
          kind={differenceKindOf(score)}
          better="up"
          label={t("map.whole.overall")}
          brief
        />
      )}
    </div>
  );
}

/** The map is there, its numbers are not: what happened, and another try. */
export function NumbersFailed({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useT();
  const problem = problemOf(error);
  return (
    <div className={classes.strip} data-tone="bad" role="alert">
      <IconAlertTriangle size={16} stroke={1.6} aria-hidden />
      <p>
        {t("map.noNumbers")} {problem.code === "offline" ? t("ui.offline") : problem.message} {problem.remedy}
      </p>
      <Button size="compact-sm" variant="default" onClick={retry}>
        {t("common.retry")}
      </Button>
    </div>
  );
}
