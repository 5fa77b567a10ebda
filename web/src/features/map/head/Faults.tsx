// SPDX-License-Identifier: Apache-2.0
import { Popover, UnstyledButton } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useT } from "@/lang";
import type { MapFault } from "../document/draft";
import { stepAt } from "../document/places";
import type { Journey } from "../document/types";
import { useDraft, useTools } from "../state/tools";
import classes from "./Head.module.css";

/** What is wrong with the document, each with a way to its step. */
export function Faults({ journey }: { journey: Journey }) {
  const t = useT();
  const faults = useDraft((d) => d.faults);
  if (faults.length === 0) return null;
  const errors = faults.filter((f) => !f.warning).length;
  return (
    <Popover width={380} position="bottom-end">
      <Popover.Target>
        <UnstyledButton className={classes.badge} data-tone={errors > 0 ? "bad" : "draft"}>
          <IconAlertTriangle size={13} stroke={1.8} aria-hidden />
          {errors > 0
            ? t("map.faults.errors", { count: errors })
            : t("map.faults.warnings", { count: faults.length })}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown mah={420} style={{ overflow: "auto" }}>
        <ul className={classes.changes}>
          {faults.map((fault, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two faults may read the same
            <li key={i}>
              <Fault fault={fault} journey={journey} />
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}

function Fault({ fault, journey }: { fault: MapFault; journey: Journey }) {
  const t = useT();
  const tools = useTools();
  const step = stepAt(journey, fault.field);
  const said = (
    <>
      {fault.message}
      {fault.remedy && <span style={{ color: "var(--w-muted)" }}> {fault.remedy}</span>}
    </>
  );
  if (!step) return <div>{said}</div>;
  return (
    <UnstyledButton onClick={() => tools.open(step.id, tabOf(fault.field))} style={{ font: "inherit" }}>
      <b>{step.title}</b>
      <br />
      {said}
      <span className="visually-hidden"> {t("map.faults.go")}</span>
    </UnstyledButton>
  );
}

/** The tab of the panel in which a field stands. */
export function tabOf(field: string | undefined): string {
  const name = field?.split(/steps\[\d+\]\.?/)[1]?.split(/[.[]/)[0] ?? "";
  if (["evidence", "fails", "alternatives", "counts"].includes(name)) return "evidence";
  if (["expected", "target", "importance", "satisfaction", "expectation", "emotion"].includes(name))
    return "expectations";
  if (["feeling", "does", "thinks", "needs", "questions", "pains", "gains", "ideas", "quotes"].includes(name))
    return "experience";
  return name === "backstage" ? "backstage" : "basics";
}
