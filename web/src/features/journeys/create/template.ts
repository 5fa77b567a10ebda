// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from "@tanstack/react-query";
import { keys } from "@/api";
import { type JourneyTemplate, listTemplates, type TemplateStep } from "@/api/generated";
import type { Phase } from "@/lib/phases";

export type { TemplateStep };

/** A complete journey of a sector, as the gallery shows it. */
export interface Template extends Omit<JourneyTemplate, "phases"> {
  phases: { phase: Phase; stages: { title: string; steps: TemplateStep[] }[] }[];
}

const templateOf = (wire: JourneyTemplate): Template => ({
  ...wire,
  phases: (wire.phases ?? []).map(({ phase, stages }) => ({
    phase,
    stages: (stages ?? []).map(({ title, steps }) => ({ title, steps: steps ?? [] })),
  })),
});

export const templatesQuery = queryOptions({
  queryKey: keys.templates,
  queryFn: async ({ signal }) => ((await listTemplates({ signal })).templates ?? []).map(templateOf),
  staleTime: Number.POSITIVE_INFINITY,
});

export const stagesOf = (t: Template): number => t.phases.reduce((n, p) => n + p.stages.length, 0);

export const momentsOf = (t: Template): number =>
  t.phases.flatMap((p) => p.stages.flatMap((s) => s.steps)).filter((s) => s.moment_of_truth).length;

/** The phases as a strip shows them. */
export const stripOf = (t: Template) =>
  t.phases.map((p) => ({
    phase: p.phase,
    stages: p.stages.map((s) => ({ title: s.title, steps: s.steps.length })),
  }));
