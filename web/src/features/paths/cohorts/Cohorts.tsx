// SPDX-License-Identifier: Apache-2.0

import { MultiSelect, SegmentedControl, Select } from "@mantine/core";
import { lazy } from "react";
import type { CohortFlows } from "@/api/generated";
import { useT } from "@/lang";
import { useParam } from "@/lib/useFilter";
import { Panel } from "@/ui";
import { About } from "../About";
import { Controls } from "../Controls";
import { useAsk, useHere } from "../here";
import { useStepOptions } from "../StepSelect";
import { Waited } from "../Waited";
import { Flows } from "./Flows";
import { Retention } from "./Retention";

// These stand below what is looked at first.
const Stickiness = lazy(async () => ({ default: (await import("./Stickiness")).Stickiness }));
const States = lazy(async () => ({ default: (await import("./States")).States }));

const everies = ["day", "week", "month"] as const;
const activities = ["visit", "start", "completion"] as const;

/** How customers stay: who comes again, who is new, who falls silent. */
export default function Cohorts() {
  const t = useT();
  const { terms } = useHere();
  const [every, setEvery] = useParam("every", "week");
  const [did, setDid] = useParam("did", "visit");
  const options = useStepOptions();
  const isSteps = !(activities as readonly string[]).includes(did);
  const query = { every, did };
  // The question of one of the parts: it is asked once for both.
  const asked = useAsk<CohortFlows>("flows", query);
  return (
    <>
      <Panel flush>
        <Controls>
          <div>
            <SegmentedControl
              size="xs"
              aria-label={t("paths.cohorts.every")}
              value={every}
              onChange={setEvery}
              data={everies.map((value) => ({ value, label: t(`paths.cohorts.everies.${value}`) }))}
            />
          </div>
          <Select
            size="xs"
            w={220}
            label={t("paths.cohorts.did")}
            data={[
              ...activities.map((value) => ({
                value: value as string,
                label: t(`paths.cohorts.activities.${value}`),
              })),
              { value: "steps", label: t("paths.cohorts.activities.steps") },
            ]}
            value={isSteps ? "steps" : did}
            onChange={(value) => setDid(value === "steps" ? firstOf(options) : (value ?? ""))}
            allowDeselect={false}
          />
          {isSteps && (
            <MultiSelect
              size="xs"
              miw={260}
              label={t("paths.cohorts.which")}
              data={options}
              value={did.split(",").filter(Boolean)}
              onChange={(steps) => setDid(steps.join(","))}
              searchable
              comboboxProps={{ width: 280, position: "bottom-start" }}
            />
          )}
        </Controls>
      </Panel>
      <Retention query={query} />
      <Flows query={query} />
      <Waited height={280}>
        <Stickiness query={query} />
        {!terms.events && <States every={every} />}
      </Waited>
      {asked.data && <About of={asked.data.about} />}
    </>
  );
}

function firstOf(options: ReturnType<typeof useStepOptions>): string {
  const [first] = options;
  if (!first) return "visit";
  return "items" in first ? (first.items[0]?.value ?? "visit") : first.value;
}
