// SPDX-License-Identifier: Apache-2.0
import type { AskGiven, AskListed, AskMoment, AskVisitedAs } from "@/api/generated";

export type Outcome = "completed" | "abandoned" | "ongoing";
export type Facts = Record<string, unknown>;
export type Instance = AskListed;
export type Moment = AskMoment;
export type Answer = AskGiven;
export type VisitedAs = AskVisitedAs;

/** Facts come as any JSON; what is no object says nothing. */
export const factsOf = (value: unknown): Facts =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Facts) : {};

export const outcomeOf = (instance: Pick<Instance, "outcome">): Outcome => instance.outcome as Outcome;
