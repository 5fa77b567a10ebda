// SPDX-License-Identifier: Apache-2.0
import { useDraggable, useDroppable } from "@dnd-kit/core";
import { IconDots } from "@tabler/icons-react";
import { memo } from "react";
import { useT } from "@/lang";
import { type Column, type Span, spansOf } from "../numbers/columns";
import { isEditing, useTools, useUi } from "../state/tools";
import { AddHere } from "./AddHere";
import { type Dragged, type Gap, stageGaps, stepGaps } from "./drops";
import classes from "./Grid.module.css";
import { InlineText } from "./InlineText";
import { Row } from "./Row";
import { StepCell } from "./StepCell";

interface HeaderProps {
  columns: readonly Column[];
  selected: string;
  /** Whether the order may be changed. */
  editable: boolean;
  comparing: boolean;
  /** Columns outside of the filter. */
  outside: ReadonlySet<string>;
}

/** The rows that stay in sight: phases, stages, steps. */
export const Header = memo(function Header({ columns, selected, editable, comparing, outside }: HeaderProps) {
  const t = useT();
  const isPaired = columns.some((c) => c.pairing);
  return (
    <div className={classes.top} role="rowgroup">
      <Row className={`${classes.row} ${classes.phases}`} index={1}>
        <div className={classes.label} role="rowheader" tabIndex={-1} />
        {spansOf(columns, "phase").map((span) => (
          <div
            key={span.phase + span.from}
            className={classes.phase}
            role="columnheader"
            tabIndex={-1}
            aria-colspan={span.count}
            data-phase={span.phase}
            style={{ gridColumn: `span ${span.count}` }}
          >
            <span>{t(`common.phase.${span.phase}`)}</span>
          </div>
        ))}
      </Row>
      <Row className={`${classes.row} ${classes.stages}`} index={2}>
        <div className={classes.label} role="rowheader" tabIndex={-1}>
          <span className="visually-hidden">{t("map.stages")}</span>
        </div>
        {spansOf(columns, "stage").map((span, i, all) => (
          <Stage
            key={`${span.phase}/${span.stage}/${span.from}`}
            span={span}
            editable={editable}
            isFirst={all[i - 1]?.phase !== span.phase}
            isLast={all[i + 1]?.phase !== span.phase}
          />
        ))}
        {editable && stageGaps(columns).map((gap) => <GapDrop key={keyOf(gap)} gap={gap} />)}
      </Row>
      <Row
        className={`${classes.row} ${classes.steps}`}
        index={3}
        style={isPaired ? { paddingTop: 12 } : undefined}
      >
        <div className={classes.label} role="rowheader" tabIndex={-1}>
          <div className={classes.laneName} style={{ paddingTop: 8 }}>
            {isPaired ? t("map.compare.here") : t("map.steps")}
          </div>
        </div>
        {columns.map((column, index) => (
          <StepCell
            key={column.key}
            column={column}
            index={index}
            selected={column.step !== undefined && column.step.id === selected}
            editable={editable}
            outside={outside.has(column.key)}
            side="a"
          />
        ))}
        {editable && stepGaps(columns).map((gap) => <GapDrop key={keyOf(gap)} gap={gap} />)}
        {editable && <AddHere columns={columns} />}
      </Row>
      {isPaired && comparing && (
        <Row className={`${classes.row} ${classes.steps}`} index={4} style={{ paddingTop: 6 }}>
          <div className={classes.label} role="rowheader" tabIndex={-1}>
            <div className={classes.laneName} style={{ paddingTop: 8 }}>
              {t("map.compare.there")}
            </div>
          </div>
          {columns.map((column, index) => (
            <StepCell
              key={column.key}
              column={column}
              index={index}
              selected={false}
              editable={false}
              outside={false}
              side="b"
            />
          ))}
        </Row>
      )}
    </div>
  );
});

const keyOf = ({ to }: Gap): string => Object.values(to).join("|");

/** A place between columns where something may be dropped. */
const GapDrop = memo(function GapDrop({ gap }: { gap: Gap }) {
  const { setNodeRef, isOver } = useDroppable({ id: `drop:${keyOf(gap)}`, data: gap.to });
  const left = `calc(var(--label) + ${gap.at} * var(--col))`;
  return (
    <>
      <div ref={setNodeRef} className={classes.gap} style={{ left, marginLeft: -1 }} />
      {isOver && <div className={classes.line} style={{ left, height: "100vh" }} />}
    </>
  );
});

interface StageProps {
  span: Span;
  editable: boolean;
  isFirst: boolean;
  isLast: boolean;
}

const Stage = memo(function Stage({ span, editable, isFirst, isLast }: StageProps) {
  const t = useT();
  const tools = useTools();
  const { phase, stage = "", from, count } = span;
  const place = { kind: "stage", phase, stage } as const;
  const editing = useUi((ui) => isEditing(ui.editing, place));
  const data: Dragged = { ...place, title: stage };
  const drag = useDraggable({ id: `stage:${phase}|${stage}`, data, disabled: !editable || editing });
  const close = () => tools.ui.write({ editing: null });
  return (
    <div
      ref={(node) => {
        drag.setNodeRef(node);
        drag.setActivatorNodeRef(node);
      }}
      {...(editable ? drag.listeners : {})}
      className={classes.stage}
      role="columnheader"
      aria-colindex={from + 2}
      aria-colspan={count}
      aria-roledescription={editable ? t("map.drag.role") : undefined}
      tabIndex={-1}
      data-phase={phase}
      data-stage={stage}
      data-r={0}
      data-c={from}
      data-span={count}
      data-lead={isFirst || undefined}
      data-last={isLast || undefined}
      data-drag={editable || undefined}
      data-moving={drag.isDragging || undefined}
      style={{ gridColumn: `span ${count}` }}
      onDoubleClick={editable ? () => tools.ui.write({ editing: place }) : undefined}
    >
      {editing ? (
        <span style={{ position: "relative", flex: 1, maxWidth: 240 }}>
          <InlineText
            value={stage}
            label={t("map.stageTitle")}
            onSave={(to) => {
              if (to) tools.edit({ op: "rename-stage", phase, stage, to });
              close();
            }}
            onCancel={close}
          />
        </span>
      ) : (
        <span className={classes.stageName}>{stage}</span>
      )}
      {editable && !editing && (
        <button
          type="button"
          className={classes.stageMenu}
          tabIndex={-1}
          aria-label={t("map.stageMenu", { stage })}
          onPointerDown={(e) => e.stopPropagation()}
          onClick={(e) => {
            const box = e.currentTarget.getBoundingClientRect();
            tools.ui.write({ menu: { x: box.left, y: box.bottom, of: place } });
          }}
        >
          <IconDots size={14} stroke={1.8} aria-hidden />
        </button>
      )}
    </div>
  );
});
