// SPDX-License-Identifier: Apache-2.0
import { Select, Switch } from "@mantine/core";
import { useT } from "@/lang";
import { useParam } from "@/lib/useFilter";
import { Controls } from "../Controls";
import { StepSelect } from "../StepSelect";

/** Which paths the flow shows, and how much of them. */
export function FlowControls() {
  const t = useT();
  const [levels, setLevels] = useParam("levels", "5");
  const [top, setTop] = useParam("top", "8");
  const [starting, setStarting] = useParam("starting");
  const [ending, setEnding] = useParam("ending");
  const [collapse, setCollapse] = useParam("collapse");
  return (
    <Controls>
      <StepSelect label={t("paths.flow.starting")} value={starting} onChange={setStarting} />
      <StepSelect label={t("paths.flow.ending")} value={ending} onChange={setEnding} />
      <Select
        label={t("paths.flow.levels")}
        size="xs"
        w={72}
        data={["2", "3", "4", "5", "6", "8", "10", "12"]}
        value={levels}
        onChange={(value) => setLevels(value ?? "")}
        allowDeselect={false}
      />
      <Select
        label={t("paths.flow.top")}
        size="xs"
        w={84}
        data={["3", "5", "8", "12", "20"]}
        value={top}
        onChange={(value) => setTop(value ?? "")}
        allowDeselect={false}
      />
      <Switch
        size="xs"
        label={t("paths.flow.collapse")}
        checked={collapse === "1"}
        onChange={(e) => setCollapse(e.currentTarget.checked ? "1" : "")}
      />
    </Controls>
  );
}
