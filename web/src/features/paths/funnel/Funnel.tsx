// SPDX-License-Identifier: Apache-2.0
import { SegmentedControl } from "@mantine/core";
import { lazy } from "react";
import { useT } from "@/lang";
import { useParam } from "@/lib/useFilter";
import { Panel } from "@/ui";
import { Waited } from "../Waited";
import classes from "./Funnel.module.css";
import { FunnelResults } from "./FunnelResults";
import { useFunnel } from "./useFunnel";
import { Why } from "./Why";

// What a step is dragged with is much code; the result is looked at first.
const Builder = lazy(async () => ({ default: (await import("./Builder")).Builder }));

const views = ["result", "why"] as const;

/** How many go on from step to step; the steps are chosen at the left. */
export default function Funnel() {
  const t = useT();
  const funnel = useFunnel();
  const [view, setView] = useParam("view", "result");
  return (
    <div className={classes.layout}>
      <Waited height={420}>
        <Builder funnel={funnel} />
      </Waited>
      <div className={classes.results}>
        <SegmentedControl
          size="xs"
          className={classes.views}
          aria-label={t("paths.funnel.views")}
          value={view === "why" ? "why" : "result"}
          onChange={setView}
          data={views.map((name) => ({ value: name, label: t(`paths.funnel.view.${name}`) }))}
        />
        {funnel.steps.length < 2 ? (
          <Panel>
            <p className={classes.begin}>{t("paths.funnel.begin")}</p>
          </Panel>
        ) : view === "why" ? (
          <Why funnel={funnel} />
        ) : (
          <FunnelResults funnel={funnel} />
        )}
      </div>
    </div>
  );
}
