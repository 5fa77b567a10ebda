// SPDX-License-Identifier: Apache-2.0
import { Tabs } from "@mantine/core";
import {
  type Icon,
  IconArrowNarrowRight,
  IconFileCode,
  IconSparkles,
  IconSquarePlus,
  IconTemplate,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import { Link } from "react-router";
import { useT } from "@/lang";
import { useParam } from "@/lib/useFilter";
import { Page, PageHeader } from "@/ui";
import { Blank } from "./Blank";
import { FromData } from "./FromData";
import { FromTemplate } from "./FromTemplate";
import { FromYaml } from "./FromYaml";
import classes from "./NewJourney.module.css";
import { ToBe } from "./ToBe";

type Way = "template" | "blank" | "yaml" | "data" | "to-be";
const ways: { way: Way; icon: Icon; Content: ComponentType }[] = [
  { way: "template", icon: IconTemplate, Content: FromTemplate },
  { way: "blank", icon: IconSquarePlus, Content: Blank },
  { way: "yaml", icon: IconFileCode, Content: FromYaml },
  { way: "data", icon: IconSparkles, Content: FromData },
  { way: "to-be", icon: IconArrowNarrowRight, Content: ToBe },
];

/** The ways in which a journey begins; the one chosen stands in the address. */
export function Component() {
  const t = useT();
  const [from, setFrom] = useParam("from", "template");
  const chosen = ways.find((w) => w.way === from) ?? ways[0];
  return (
    <Page title={t("journeys.create.title")}>
      <PageHeader
        above={<Link to="/journeys">{t("journeys.title")}</Link>}
        title={t("journeys.create.title")}
        text={t("journeys.create.text")}
      />
      <Tabs value={chosen?.way ?? "template"} onChange={(way) => setFrom(way ?? "")} keepMounted={false}>
        <Tabs.List>
          {ways.map(({ way, icon: Shape }) => (
            <Tabs.Tab key={way} value={way} leftSection={<Shape size={16} stroke={1.6} aria-hidden />}>
              {t(`journeys.create.ways.${way}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {ways.map(({ way, Content }) => (
          <Tabs.Panel key={way} value={way} className={classes.panel}>
            <p className={classes.text}>{t(`journeys.create.waysText.${way}`)}</p>
            <Content />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );
}
