// SPDX-License-Identifier: Apache-2.0
import { Menu, UnstyledButton } from "@mantine/core";
import {
  IconArrowLeft,
  IconArrowRight,
  IconArrowsMove,
  IconColumnInsertRight,
  IconEyeOff,
  IconLayoutSidebarRight,
  IconPencil,
  IconStar,
  IconTrash,
} from "@tabler/icons-react";
import { useT } from "@/lang";
import { useConfirm } from "@/ui";
import { placeOf, stagesOf, stepsIn } from "../document/places";
import { type Phase, phases } from "../document/types";
import { allLanes, type Lane } from "../numbers/lanes";
import { type OpenMenu, type Tools, useTools, useUi } from "../state/tools";
import { neighbour, toggleMoment } from "./moves";

interface ContextMenuProps {
  lanes: readonly Lane[];
  onMoveLane: (lane: Lane, by: number) => void;
  onHideLane: (lane: Lane) => void;
}

const icon = { size: 16, stroke: 1.6 } as const;

/** The one menu of the grid: of a step, a stage or a lane. */
export function ContextMenu(props: ContextMenuProps) {
  const tools = useTools();
  const menu = useUi((ui) => ui.menu);
  return (
    <Menu
      opened={menu !== null}
      onChange={(open) => !open && tools.ui.write({ menu: null })}
      position="bottom-start"
      width={228}
      returnFocus
    >
      <Menu.Target>
        <UnstyledButton
          aria-hidden
          tabIndex={-1}
          style={{ position: "fixed", left: menu?.x ?? 0, top: menu?.y ?? 0, width: 1, height: 1 }}
        />
      </Menu.Target>
      <Menu.Dropdown>{menu && <Items of={menu.of} tools={tools} {...props} />}</Menu.Dropdown>
    </Menu>
  );
}

function Items({ of, ...rest }: ContextMenuProps & { of: OpenMenu["of"]; tools: Tools }) {
  if (of.kind === "step") return <StepItems id={of.step} tools={rest.tools} />;
  if (of.kind === "stage") return <StageItems phase={of.phase} stage={of.stage} tools={rest.tools} />;
  return <LaneItems lane={of.lane} {...rest} />;
}

/** What can be done with a step. */
export function StepItems({ id, tools }: { id: string; tools: Tools }) {
  const t = useT();
  const confirm = useConfirm();
  const journey = tools.draft.read().journey;
  const place = placeOf(journey, id);
  if (!place) return null;
  const { step, phase, stage } = place;
  const order = tools.mayEdit();
  const text = tools.mayEdit(step);
  const [left, right] = [neighbour(journey, id, -1), neighbour(journey, id, 1)];
  return (
    <>
      <Menu.Item leftSection={<IconLayoutSidebarRight {...icon} />} onClick={() => tools.open(id)}>
        {t("map.menu.open")}
      </Menu.Item>
      {text && (
        <>
          <Menu.Item
            leftSection={<IconPencil {...icon} />}
            onClick={() => setTimeout(() => tools.ui.write({ editing: { kind: "title", step: id } }), 50)}
          >
            {t("map.menu.rename")}
          </Menu.Item>
          <Menu.Item leftSection={<IconStar {...icon} />} onClick={() => toggleMoment(tools, step)}>
            {step.moment_of_truth ? t("map.menu.noMoment") : t("map.menu.moment")}
          </Menu.Item>
        </>
      )}
      {order && (
        <>
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconColumnInsertRight {...icon} />}
            onClick={() => tools.ui.write({ adding: { kind: "step", phase, stage, after: id } })}
          >
            {t("map.menu.after")}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconArrowLeft {...icon} />}
            disabled={!left}
            onClick={() => left && tools.edit(left)}
          >
            {t("map.menu.left")}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconArrowRight {...icon} />}
            disabled={!right}
            onClick={() => right && tools.edit(right)}
          >
            {t("map.menu.right")}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            color="red"
            leftSection={<IconTrash {...icon} />}
            onClick={async () => {
              const yes = await confirm({
                title: t("map.menu.removeStep", { step: step.title }),
                text: t("map.menu.removeText"),
                action: t("common.remove"),
                danger: true,
              });
              if (yes) tools.edit({ op: "remove-step", step: id });
            }}
          >
            {t("common.remove")}
          </Menu.Item>
        </>
      )}
    </>
  );
}

function StageItems({ phase, stage, tools }: { phase: Phase; stage: string; tools: Tools }) {
  const t = useT();
  const confirm = useConfirm();
  const journey = tools.draft.read().journey;
  const stages = stagesOf(journey, phase);
  const at = stages.findIndex((s) => s.stage === stage);
  const here = stages[at];
  if (!here || !tools.mayEdit()) return null;
  const move = (to_phase: Phase, after: string) =>
    tools.edit({ op: "move-stage", phase, stage, to_phase, after });
  return (
    <>
      <Menu.Item
        leftSection={<IconPencil {...icon} />}
        onClick={() => setTimeout(() => tools.ui.write({ editing: { kind: "stage", phase, stage } }), 50)}
      >
        {t("map.menu.rename")}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconColumnInsertRight {...icon} />}
        onClick={() =>
          tools.ui.write({ adding: { kind: "step", phase, stage, after: stepsIn(here).at(-1)?.id ?? "" } })
        }
      >
        {t("map.menu.stepIn")}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconColumnInsertRight {...icon} />}
        onClick={() => tools.ui.write({ adding: { kind: "stage", phase, after: stage } })}
      >
        {t("map.menu.stageAfter")}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item
        leftSection={<IconArrowLeft {...icon} />}
        disabled={at === 0}
        onClick={() => move(phase, stages[at - 2]?.stage ?? "")}
      >
        {t("map.menu.left")}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconArrowRight {...icon} />}
        disabled={at === stages.length - 1}
        onClick={() => move(phase, stages[at + 1]?.stage ?? "")}
      >
        {t("map.menu.right")}
      </Menu.Item>
      {phases
        .filter((p) => p !== phase)
        .map((p) => (
          <Menu.Item
            key={p}
            leftSection={<IconArrowsMove {...icon} />}
            onClick={() => move(p, stagesOf(journey, p).at(-1)?.stage ?? "")}
          >
            {t("map.menu.toPhase", { phase: t(`common.phase.${p}`) })}
          </Menu.Item>
        ))}
      <Menu.Divider />
      <Menu.Item
        color="red"
        leftSection={<IconTrash {...icon} />}
        onClick={async () => {
          const count = stepsIn(here).length;
          const yes =
            count === 0 ||
            (await confirm({
              title: t("map.menu.removeStage", { stage }),
              text: t("map.menu.removeStageText", { count }),
              action: t("common.remove"),
              danger: true,
            }));
          if (yes) tools.edit({ op: "remove-stage", phase, stage });
        }}
      >
        {t("common.remove")}
      </Menu.Item>
    </>
  );
}

function LaneItems({ lane, lanes, onMoveLane, onHideLane }: ContextMenuProps & { lane: Lane }) {
  const t = useT();
  const at = lanes.indexOf(lane);
  return (
    <>
      <Menu.Item disabled={at <= 0} onClick={() => onMoveLane(lane, -1)}>
        {t("map.menu.up")}
      </Menu.Item>
      <Menu.Item disabled={at === lanes.length - 1} onClick={() => onMoveLane(lane, 1)}>
        {t("map.menu.down")}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconEyeOff {...icon} />}
        onClick={() => onHideLane(lane)}
        disabled={!allLanes.includes(lane)}
      >
        {t("map.menu.hide")}
      </Menu.Item>
    </>
  );
}
