// SPDX-License-Identifier: Apache-2.0
import type { PathTransitions, PathTransitionsDifference } from "@/api/generated";
import { useT } from "@/lang";
import { ExportMenu, Loaded, Panel } from "@/ui";
import { About } from "../About";
import { comparedIn, mainIn } from "../answers";
import { Chart } from "../Chart";
import { Differences } from "../Differences";
import { useAsk, useHere } from "../here";
import { Nobody } from "../Nobody";
import { Durations } from "./Durations";
import { Rework } from "./Rework";
import { TransitionList } from "./TransitionList";
import { TransitionMatrix } from "./TransitionMatrix";

/** Which steps follow each other, how often and how fast; what is done again; how long it all takes. */
export default function Transitions() {
  const t = useT();
  const { steps } = useHere();
  const asked = useAsk<PathTransitions, PathTransitionsDifference>("transitions");
  const isEmpty = asked.data !== undefined && !mainIn(asked.data).instances;
  const compared = asked.data && comparedIn(asked.data);
  return (
    <>
      <Panel
        title={t("paths.transitions.title")}
        text={t("paths.transitions.text")}
        flush
        actions={<ExportMenu href={asked.file} />}
      >
        <Loaded
          query={asked}
          skeleton={<Chart.Waiting height={420} />}
          isEmpty={(data) => !mainIn(data).instances}
          empty={<Nobody />}
        >
          {(data) => <TransitionMatrix of={mainIn(data)} to={asked.to} />}
        </Loaded>
      </Panel>
      {compared && (
        <Differences
          a={compared.a.value}
          b={compared.b.value}
          sortParam="transitiondiff"
          rows={(compared.difference?.transitions ?? []).map((d) => {
            const words = `${steps.title(d.from)} → ${steps.title(d.to)}`;
            return { key: words, words, name: words, kind: "percent", ...d.share };
          })}
        />
      )}
      {asked.data && !isEmpty && (
        <Panel title={t("paths.transitions.list")} flush actions={<ExportMenu href={asked.file} />}>
          <TransitionList of={mainIn(asked.data)} to={asked.to} />
        </Panel>
      )}
      {!isEmpty && (
        <>
          <Rework />
          <Durations />
        </>
      )}
      {asked.data && <About of={asked.data.about} />}
    </>
  );
}
