// SPDX-License-Identifier: Apache-2.0

export type Phase = "before" | "during" | "after";

/** A journey's phases with their stages, as a strip shows them. */
export interface StripPhase {
  phase: Phase;
  stages: { title: string; steps: number }[] | null;
}
