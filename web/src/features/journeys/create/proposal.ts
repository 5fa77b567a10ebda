// SPDX-License-Identifier: Apache-2.0
import type { Discovery } from "@/api/generated";
import type { Phase } from "@/lib/phases";

/** Why an event did not become a step. */
export type Why = "rare" | "no-typical-place" | "too-many" | "cannot-be-written";

/** What is asked of the events, to propose a journey. */
export type Ask = { each: string; idle: string; min_share: number };

/** What of the document is shown. */
export interface ProposedJourney {
  title: string;
  phases: Partial<Record<Phase, { stage: string; steps: ProposedStep[] }[] | null>>;
  instance?: { completes?: string[] | null };
}

export interface ProposedStep {
  id: string;
  title: string;
  optional?: boolean;
  repeatable?: boolean;
  touchpoint?: { channel?: string };
}

/** One row of the proposal: a step of the document with what the data say of it. */
export interface Row extends ProposedStep {
  event: string;
  share: number;
  instances: number;
  completes: boolean;
}

export interface StageOf {
  phase: Phase;
  stage: string;
  rows: Row[];
}

/** The proposed stages in order, each step with its figures. */
export function stagesOf(
  journey: ProposedJourney,
  { steps, instances }: Pick<Discovery, "steps" | "instances">,
): StageOf[] {
  const figures = new Map((steps ?? []).map((s) => [s.step, s]));
  const completes = new Set(journey.instance?.completes ?? []);
  return (["before", "during", "after"] as const).flatMap((phase) =>
    (journey.phases[phase] ?? []).map(({ stage, steps }) => ({
      phase,
      stage,
      rows: steps.map((step) => {
        const figure = figures.get(step.id);
        return {
          ...step,
          event: figure?.event ?? step.title,
          instances: figure?.instances ?? 0,
          share: figure && instances > 0 ? figure.instances / instances : 0,
          completes: completes.has(step.id),
        };
      }),
    })),
  );
}
