// SPDX-License-Identifier: Apache-2.0
import { ActionIcon, Menu, Tabs, Tooltip } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { IconChevronLeft, IconChevronRight, IconDots, IconX } from "@tabler/icons-react";
import { useT } from "@/lang";
import { useParam } from "@/lib/useFilter";
import { placesOf } from "../document/places";
import { StepItems } from "../grid/ContextMenu";
import { useJourney, useTools } from "../state/tools";
import { Backstage } from "./Backstage";
import { Basics } from "./Basics";
import { EvidenceTab } from "./EvidenceTab";
import { Expectations } from "./Expectations";
import { Experience } from "./Experience";
import { JourneyFields } from "./JourneyFields";
import classes from "./Panel.module.css";

const tabs = ["basics", "evidence", "expectations", "experience", "backstage"] as const;
const [narrowest, widest] = [320, 720];

/** The whole of a step, or of the journey, at the right of the map. */
export default function Panel() {
  const t = useT();
  const [width, setWidth] = useLocalStorage({ key: "wend-map-panel", defaultValue: 416 });
  const [panel, setPanel] = useParam("panel");
  const resize = (to: number) => setWidth(Math.round(Math.min(widest, Math.max(narrowest, to))));
  return (
    <aside
      className={classes.panel}
      style={{ width: `min(${width}px, 92vw)` }}
      aria-label={t("map.panel.title")}
    >
      <div
        className={classes.handle}
        role="separator"
        aria-orientation="vertical"
        aria-label={t("map.panel.resize")}
        aria-valuenow={width}
        aria-valuemin={narrowest}
        aria-valuemax={widest}
        tabIndex={0}
        onPointerDown={(e) => e.currentTarget.setPointerCapture(e.pointerId)}
        onPointerMove={(e) => {
          const right = e.currentTarget.parentElement?.getBoundingClientRect().right ?? 0;
          if (e.buttons === 1) resize(right - e.clientX);
        }}
        onKeyDown={(e) => {
          if (e.key === "ArrowLeft") resize(width + 24);
          if (e.key === "ArrowRight") resize(width - 24);
        }}
      />
      {panel === "journey" ? (
        <>
          <div className={classes.head}>
            <h2>{t("map.panel.journey")}</h2>
            <ActionIcon aria-label={t("common.close")} onClick={() => setPanel("")}>
              <IconX size={16} stroke={1.6} />
            </ActionIcon>
          </div>
          <JourneyFields />
        </>
      ) : (
        <StepPanel />
      )}
    </aside>
  );
}

function StepPanel() {
  const t = useT();
  const tools = useTools();
  const journey = useJourney();
  const [id, setId] = useParam("step");
  const [tab, setTab] = useParam("tab", "basics");
  const places = placesOf(journey);
  const at = places.findIndex((p) => p.step.id === id);
  const place = places[at];
  const close = (
    <ActionIcon aria-label={t("common.close")} onClick={() => setId("")}>
      <IconX size={16} stroke={1.6} />
    </ActionIcon>
  );
  if (!place)
    return (
      <div className={classes.head}>
        <h2>{t("map.panel.gone")}</h2>
        {close}
      </div>
    );
  const { step } = place;
  const go = (to: number, label: string, icon: React.ReactNode) => (
    <Tooltip label={label}>
      <ActionIcon
        aria-label={label}
        disabled={!places[to]}
        onClick={() => {
          const next = places[to]?.step.id;
          if (next) tools.open(next);
        }}
      >
        {icon}
      </ActionIcon>
    </Tooltip>
  );
  return (
    <>
      <div className={classes.head}>
        <h2>{step.title}</h2>
        <Menu position="bottom-end" width={228}>
          <Menu.Target>
            <ActionIcon aria-label={t("common.more")}>
              <IconDots size={16} stroke={1.6} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <StepItems id={step.id} tools={tools} />
          </Menu.Dropdown>
        </Menu>
        {go(at - 1, t("map.panel.previous"), <IconChevronLeft size={16} stroke={1.6} />)}
        {go(at + 1, t("map.panel.next"), <IconChevronRight size={16} stroke={1.6} />)}
        {close}
      </div>
      <div className={classes.where}>
        {t(`common.phase.${place.phase}`)} › {place.stage} › {t("map.panel.number", { number: place.number })}
      </div>
      <Tabs
        key={step.id}
        value={tab}
        onChange={(next) => setTab(next ?? "basics")}
        className={classes.tabs}
        keepMounted={false}
      >
        <Tabs.List className={classes.list}>
          {tabs.map((name) => (
            <Tabs.Tab key={name} value={name} className={classes.tab}>
              {t(`map.tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="basics" className={classes.body}>
          <Basics step={step} journey={journey} />
        </Tabs.Panel>
        <Tabs.Panel value="evidence" className={classes.body}>
          <EvidenceTab step={step} journey={journey} />
        </Tabs.Panel>
        <Tabs.Panel value="expectations" className={classes.body}>
          <Expectations step={step} journey={journey} />
        </Tabs.Panel>
        <Tabs.Panel value="experience" className={classes.body}>
          <Experience step={step} />
        </Tabs.Panel>
        <Tabs.Panel value="backstage" className={classes.body}>
          <Backstage step={step} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
