// SPDX-License-Identifier: Apache-2.0
import { IconRoute } from "@tabler/icons-react";
import type { ConformanceDifference, ConformanceResult } from "@/api/generated";
import { useT } from "@/lang";
import { EmptyState, Loaded, Panel } from "@/ui";
import { About } from "../About";
import { comparedIn, mainIn } from "../answers";
import { Differences } from "../Differences";
import { useAsk, useHere } from "../here";
import { Nobody } from "../Nobody";
import { Accepted } from "./Accepted";
import { Alignments } from "./Alignments";
import { classOf } from "./classes";
import { DeviationStrip } from "./DeviationStrip";
import { Deviations } from "./Deviations";
import { Fits } from "./Fits";
import { useAccepted } from "./useAccepted";

/** How far what happened follows the design. */
export default function Conformance() {
  const t = useT();
  const { terms } = useHere();
  if (terms.events)
    return (
      <Panel>
        <EmptyState
          icon={<IconRoute size={20} stroke={1.6} />}
          title={t("paths.conformance.noDesign")}
          text={t("paths.conformance.noDesignText")}
        />
      </Panel>
    );
  return <Design />;
}

function Design() {
  const t = useT();
  const { steps } = useHere();
  const accepted = useAccepted();
  const asked = useAsk<ConformanceResult, ConformanceDifference>("conformance", {
    variants: 20,
    accept: accepted.here.length > 0 ? [...accepted.here] : undefined,
  });
  const compared = asked.data && comparedIn(asked.data);
  return (
    <>
      <Loaded
        query={asked}
        isEmpty={(data) => !mainIn(data).instances && !mainIn(data).ongoing?.instances}
        empty={
          <Panel>
            <Nobody />
          </Panel>
        }
      >
        {(data) => {
          const main = mainIn(data);
          return (
            <>
              <Fits of={main} who={asked.who} />
              <Accepted of={accepted} />
              <DeviationStrip of={main} />
              <Deviations of={main} file={asked.file} who={asked.who} accepted={accepted} />
              {compared && (
                <Differences
                  a={compared.a.value}
                  b={compared.b.value}
                  sortParam="deviationdiff"
                  rows={[
                    {
                      key: "fitting",
                      words: t("paths.conformance.fitting"),
                      name: t("paths.conformance.fitting"),
                      kind: "percent",
                      a: compared.a.answer?.fitting_share ?? null,
                      b: compared.b.answer?.fitting_share ?? null,
                      difference: compared.difference?.fitting_share ?? null,
                    },
                    ...(compared.difference?.by_deviation ?? []).map((d) => {
                      const words = `${t(`paths.conformance.classes.${classOf(d.class)}`)}: ${steps.title(d.step)}`;
                      return {
                        key: `${d.class}:${d.step}`,
                        words,
                        name: words,
                        kind: "percent" as const,
                        a: d.a,
                        b: d.b,
                        difference: d.difference,
                      };
                    }),
                  ]}
                />
              )}
              {main.top && main.top.length > 0 && <Alignments of={main.top} to={asked.to} />}
            </>
          );
        }}
      </Loaded>
      {asked.data && <About of={asked.data.about} />}
    </>
  );
}
