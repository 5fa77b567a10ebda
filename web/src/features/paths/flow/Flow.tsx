// SPDX-License-Identifier: Apache-2.0
import type { PathLevels, PathLevelsDifference } from "@/api/generated";
import { Sankey, type SankeyLink, type SankeyNode } from "@/charts";
import { useFormat, useT } from "@/lang";
import { useParam } from "@/lib/useFilter";
import { ExportMenu, Loaded, Panel } from "@/ui";
import { About } from "../About";
import { type Asked, comparedIn, mainIn } from "../answers";
import { Chart } from "../Chart";
import { useAsk, useHere, type Who } from "../here";
import { Nobody } from "../Nobody";
import { Waited } from "../Waited";
import { FlowControls } from "./FlowControls";
import { FlowDifferences } from "./FlowDifferences";
import { FlowTable } from "./FlowTable";
import { type Graph, graphOf, wentOn } from "./graph";

/** Real paths, level by level. */
export default function Flow() {
  const t = useT();
  const { order } = useHere();
  const [levels] = useParam("levels", "5");
  const [top] = useParam("top", "8");
  const [starting] = useParam("starting");
  const [ending] = useParam("ending");
  const [collapse] = useParam("collapse");
  const [gap] = useParam("gap");
  const asked = useAsk<PathLevels, PathLevelsDifference>("levels", {
    levels: Number(levels),
    top: Number(top),
    starting: starting || undefined,
    ending: ending || undefined,
    collapse: collapse === "1" || undefined,
    gap: gap || undefined,
  });
  const isEmpty = (data: Asked<PathLevels, PathLevelsDifference>) => !mainIn(data).paths;
  return (
    <>
      <Panel
        title={t("paths.flow.title")}
        text={t(ending && !starting ? "paths.flow.backwardText" : "paths.flow.text")}
        flush
        actions={<ExportMenu href={asked.file} />}
      >
        <FlowControls />
        <Loaded query={asked} skeleton={<Chart.Waiting height={460} />} isEmpty={isEmpty} empty={<Nobody />}>
          {(data) => <Drawn graph={graphOf(mainIn(data), order)} answer={mainIn(data)} who={asked.who} />}
        </Loaded>
      </Panel>
      {asked.data && comparedIn(asked.data) && <FlowDifferences asked={asked.data} />}
      {asked.data && !isEmpty(asked.data) && (
        <>
          <Panel title={t("paths.flow.table")} flush actions={<ExportMenu href={asked.file} />}>
            <FlowTable
              graph={graphOf(mainIn(asked.data), order)}
              backward={mainIn(asked.data).backward}
              who={asked.who}
            />
          </Panel>
          <About of={asked.data.about} />
        </>
      )}
    </>
  );
}

function Drawn({ graph, answer, who }: { graph: Graph; answer: PathLevels; who: Who }) {
  const t = useT();
  const format = useFormat();
  const { steps } = useHere();
  const title = (step: string) => (step ? steps.title(step) : t("charts.others"));
  const share = (value: number, of: number) => `${format.number(value)} · ${format.percent(value / of)}`;
  const nodes = graph.nodes.map<SankeyNode>((n) => {
    const arrived = graph.columns[n.column]?.arrived ?? n.value;
    return {
      ...n,
      title: title(n.step),
      text: share(n.value, arrived),
      colour: n.step ? steps.colour(n.step) : "var(--c-rest)",
      href: who({ what: "arrived", level: n.level, step: n.step }),
      endHref: who({ what: "ended", level: n.level, step: n.step }),
      hint: {
        title: title(n.step),
        lines: [
          [t("paths.flow.here"), share(n.value, arrived)],
          [t(answer.backward ? "paths.flow.beginHere" : "paths.flow.endHere"), share(n.ends, n.value)],
        ],
        note: t("paths.behind.here"),
      },
      endHint: {
        title: title(n.step),
        lines: [[t(answer.backward ? "paths.flow.beginHere" : "paths.flow.endHere"), share(n.ends, n.value)]],
        note: t(answer.backward ? "paths.behind.begin" : "paths.behind.end"),
      },
    };
  });
  const links = graph.links.map<SankeyLink>(({ edge, ...link }) => ({
    ...link,
    href: who(wentOn({ ...link, edge }, answer.backward)),
    hint: {
      title: `${title(edge.from)} → ${title(edge.to)}`,
      lines: [
        [t("paths.instances"), format.number(edge.count)],
        [
          t("paths.share"),
          `${format.percent(edge.share.value)} (${t("ui.to", { low: format.percent(edge.share.lo), high: format.percent(edge.share.hi) })})`,
        ],
        [t("ui.n", { count: edge.share.n }), ""],
        [t("paths.median"), format.value(edge.median_s, "duration")],
      ],
      note: t("paths.behind.way"),
    },
  }));
  const heads = graph.columns.map((c) => ({
    title: answer.backward
      ? t("paths.flow.levelBack", { count: c.level - 1 })
      : t("paths.flow.level", { level: c.level }),
    text: format.number(c.arrived),
  }));
  const fullest = graph.columns.map((_, c) => graph.nodes.filter((n) => n.column === c).length);
  const height = Math.min(560, Math.max(320, ...fullest.map((count) => count * 58)));
  return (
    <Waited height={height}>
      <Sankey
        label={t("paths.flow.label")}
        columns={heads}
        nodes={nodes}
        links={links}
        mirrored={answer.backward}
        height={height}
      />
    </Waited>
  );
}
