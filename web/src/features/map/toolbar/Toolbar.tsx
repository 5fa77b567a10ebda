// SPDX-License-Identifier: Apache-2.0
import { Button, Menu } from "@mantine/core";
import { IconPlus, IconZoomQuestion } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Term, Vocabulary } from "@/api";
import { useT } from "@/lang";
import { FilterBar } from "@/ui";
import { placesOf, stagesOf } from "../document/places";
import { type Journey, phases } from "../document/types";
import type { Lane } from "../numbers/lanes";
import { useTools } from "../state/tools";
import { LanesMenu } from "./LanesMenu";
import classes from "./Toolbar.module.css";
import { Zoom } from "./Zoom";

interface ToolbarProps {
  journey: Journey;
  vocabulary: Vocabulary;
  actors: readonly Term[];
  lanes: readonly Lane[];
  onLanes: (lanes: Lane[]) => void;
  onResetLanes: () => void;
  zoom: number;
  onZoom: (zoom: string) => void;
  /** How many events no step claims; undefined while not known. */
  unmapped?: number;
  tray: boolean;
  onTray: () => void;
  editable: boolean;
  compare: ReactNode;
}

const fields = [
  "period",
  "segment",
  "channel",
  "persona",
  "mode",
  "nature",
  "direction",
  "control",
  "actor",
  "as_of",
] as const;

export function Toolbar(props: ToolbarProps) {
  const { journey, vocabulary, actors, lanes, zoom, unmapped, tray, editable, compare } = props;
  const t = useT();
  return (
    <div className={classes.bar}>
      <FilterBar
        fields={actors.length > 0 ? fields : fields.filter((f) => f !== "actor")}
        vocabulary={vocabulary}
        actors={actors}
      />
      <div className={classes.tools}>
        {compare}
        <Button
          size="compact-sm"
          variant={tray ? "light" : "subtle"}
          color={tray ? undefined : "gray"}
          aria-pressed={tray}
          leftSection={<IconZoomQuestion size={15} stroke={1.6} />}
          rightSection={unmapped ? <span className={classes.count}>{unmapped}</span> : undefined}
          onClick={props.onTray}
        >
          <span className={classes.word}>{t("map.tray.short")}</span>
        </Button>
        <LanesMenu lanes={lanes} onChange={props.onLanes} onReset={props.onResetLanes} />
        {editable && <AddMenu journey={journey} />}
        <Zoom zoom={zoom} onZoom={props.onZoom} />
      </div>
    </div>
  );
}

/** New steps and stages, for whoever does not want to look for a plus. */
function AddMenu({ journey }: { journey: Journey }) {
  const t = useT();
  const tools = useTools();
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconPlus size={15} stroke={1.6} />}
        >
          <span className={classes.word}>{t("common.add")}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => addStep(tools, journey)}>{t("map.step")}</Menu.Item>
        {phases.map((phase) => (
          <Menu.Item
            key={phase}
            onClick={() =>
              tools.ui.write({
                adding: { kind: "stage", phase, after: stagesOf(journey, phase).at(-1)?.stage ?? "" },
              })
            }
          >
            {t("map.stageIn", { phase: t(`common.phase.${phase}`) })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Asks for a new step behind the one that is open, else at the end. */
export function addStep(tools: ReturnType<typeof useTools>, journey: Journey, behind?: string): void {
  const places = placesOf(journey);
  const at = places.find((p) => p.step.id === behind) ?? places.at(-1);
  if (at) {
    tools.ui.write({ adding: { kind: "step", phase: at.phase, stage: at.stage, after: at.step.id } });
    return;
  }
  const phase = phases.find((p) => stagesOf(journey, p).length > 0);
  const stage = phase && stagesOf(journey, phase).at(-1)?.stage;
  if (phase && stage) tools.ui.write({ adding: { kind: "step", phase, stage, after: "" } });
  else tools.ui.write({ adding: { kind: "stage", phase: "before", after: "" } });
}
