// SPDX-License-Identifier: Apache-2.0
import { Button, CloseButton, Select, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useT } from "@/lang";
import { useParam } from "@/lib/useFilter";
import { Panel } from "@/ui";
import { useHere } from "../here";
import { StepSelect } from "../StepSelect";
import classes from "./Funnel.module.css";
import type { Exclusion } from "./funnelSteps";
import type { FunnelState } from "./useFunnel";

/** How the chain is counted, and what spoils it. */
export function BuilderOptions({ funnel }: { funnel: FunnelState }) {
  const t = useT();
  const [order, setOrder] = useParam("order", "ordered");
  const [per, setPer] = useParam("per", "instance");
  const [window, setWindow] = useParam("window");
  const [breakdown, setBreakdown] = useParam("breakdown");
  return (
    <Panel title={t("paths.funnel.counting")}>
      <div className={classes.options}>
        <Select
          size="xs"
          label={t("paths.funnel.order")}
          data={(["ordered", "strict", "unordered"] as const).map((value) => ({
            value,
            label: t(`paths.funnel.orders.${value}`),
          }))}
          value={order}
          onChange={(v) => setOrder(v ?? "")}
          allowDeselect={false}
          comboboxProps={{ width: 260, position: "bottom-start" }}
        />
        <Select
          size="xs"
          label={t("paths.funnel.per")}
          data={(["instance", "customer"] as const).map((value) => ({
            value,
            label: t(`paths.funnel.pers.${value}`),
          }))}
          value={per}
          onChange={(v) => setPer(v ?? "")}
          allowDeselect={false}
        />
        <TextInput
          key={window}
          size="xs"
          label={t("paths.funnel.window")}
          placeholder={t(per === "customer" ? "paths.funnel.windowCustomer" : "paths.funnel.windowNone")}
          defaultValue={window}
          onBlur={(e) => setWindow(e.currentTarget.value.trim())}
          onKeyDown={(e) => e.key === "Enter" && setWindow(e.currentTarget.value.trim())}
        />
        <Select
          size="xs"
          label={t("paths.funnel.breakdown")}
          data={(["segment", "channel", "month", "outcome"] as const).map((value) => ({
            value,
            label: t(`paths.funnel.breakdowns.${value}`),
          }))}
          value={breakdown || null}
          onChange={(v) => setBreakdown(v ?? "")}
          placeholder={t("common.none")}
          clearable
          clearButtonProps={{ "aria-label": t("common.remove") }}
        />
      </div>
      <Exclusions funnel={funnel} />
    </Panel>
  );
}

function Exclusions({ funnel }: { funnel: FunnelState }) {
  const t = useT();
  const { steps: all } = useHere();
  const [adding, setAdding] = useState(false);
  const { exclusions, setExclusions, steps } = funnel;
  const spans = steps.slice(0, -1).map((_, i) => ({
    value: `${i + 1}-${i + 2}`,
    label: t("paths.funnel.between", { from: i + 1, to: i + 2 }),
  }));
  const place = (e: Exclusion, value: string | null) => {
    const [from, to] = (value ?? "").split("-").map(Number);
    return from && to ? { ...e, between: [from, to] as [number, number] } : { name: e.name };
  };
  return (
    <div className={classes.exclusions}>
      <span className={classes.label}>{t("paths.funnel.exclude")}</span>
      {exclusions.map((e, i) => (
        <div key={e.name} className={classes.exclusion}>
          <span className={classes.excluded}>{all.title(e.name)}</span>
          <Select
            size="xs"
            variant="unstyled"
            w={124}
            aria-label={t("paths.funnel.where", { name: all.title(e.name) })}
            data={[{ value: "", label: t("paths.funnel.anywhere") }, ...spans]}
            value={e.between?.join("-") ?? ""}
            onChange={(v) => setExclusions(exclusions.map((x, k) => (k === i ? place(x, v) : x)))}
            allowDeselect={false}
          />
          <CloseButton
            size="xs"
            iconSize={12}
            aria-label={t("ui.removeFilter", { name: all.title(e.name) })}
            onClick={() => setExclusions(exclusions.filter((_, k) => k !== i))}
          />
        </div>
      ))}
      {adding ? (
        <StepSelect
          label=""
          value=""
          placeholder={t("ui.choose")}
          onChange={(name) => {
            setAdding(false);
            if (name && !exclusions.some((e) => e.name === name)) setExclusions([...exclusions, { name }]);
          }}
        />
      ) : (
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          leftSection={<IconPlus size={14} />}
          onClick={() => setAdding(true)}
        >
          {t("paths.funnel.addExclusion")}
        </Button>
      )}
    </div>
  );
}
