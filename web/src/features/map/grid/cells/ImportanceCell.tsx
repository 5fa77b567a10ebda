// SPDX-License-Identifier: Apache-2.0
import { UnstyledButton } from "@mantine/core";
import { memo } from "react";
import { useFormat, useT } from "@/lang";
import { levelOf, writtenLevel } from "../../document/forms";
import type { Step } from "../../document/types";
import type { Row } from "../../numbers/wire";
import { isEditing, useTools, useUi } from "../../state/tools";
import { useAutofocus } from "../useAutofocus";
import classes from "./Cells.module.css";
import { None, Num } from "./parts";

const five = [1, 2, 3, 4, 5];

/** How much a step weighs: as the company says, and as customers say. Never merged into one. */
export const ImportanceCell = memo(function ImportanceCell({ step, row }: { step: Step; row?: Row }) {
  const t = useT();
  const format = useFormat();
  const tools = useTools();
  const editing = useUi((ui) => isEditing(ui.editing, { kind: "pick", step: step.id, lane: "importance" }));
  const level = levelOf(step.importance);
  const stated = level.default;
  if (editing)
    return (
      <Pick
        value={stated}
        onPick={(value) => {
          tools.set(step.id, "importance", writtenLevel({ ...level, default: value }));
          tools.ui.write({ editing: null });
        }}
      />
    );
  const asked = row?.importance_asked;
  if (stated === undefined && !asked) return <None />;
  return (
    <>
      {stated !== undefined && (
        <div className={classes.dots} role="img" aria-label={t("map.importance.stated", { value: stated })}>
          {five.map((n) => (
            <i key={n} data-on={stated >= n - 0.5 || undefined} />
          ))}
          <span>
            {t("map.importance.of", { value: format.value(stated, stated % 1 ? "decimal" : "number") })}
          </span>
        </div>
      )}
      {asked && (
        <div className={classes.small}>
          <Num
            label={t("map.importance.askedLabel")}
            text={t("map.importance.asked", { value: format.decimal(asked.value) })}
            of={asked}
            kind="decimal"
          />
        </div>
      )}
    </>
  );
});

function Pick({ value, onPick }: { value?: number; onPick: (value: number | undefined) => void }) {
  const t = useT();
  const within = useAutofocus<HTMLDivElement>();
  return (
    <div ref={within} className={classes.dots} role="group" aria-label={t("map.lane.importance")}>
      {five.map((n) => (
        <UnstyledButton
          key={n}
          aria-label={t("map.importance.stated", { value: n })}
          aria-pressed={value === n}
          data-autofocus={n === (value ?? 3) || undefined}
          onClick={() => onPick(value === n ? undefined : n)}
          style={{ padding: 4, margin: -2, lineHeight: 0 }}
        >
          <i
            style={{
              display: "block",
              width: 12,
              height: 12,
              borderRadius: "50%",
              border: "1.5px solid var(--w-accent)",
              background: value !== undefined && value >= n ? "var(--w-accent)" : undefined,
            }}
          />
        </UnstyledButton>
      ))}
    </div>
  );
}
