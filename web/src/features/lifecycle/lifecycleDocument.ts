// SPDX-License-Identifier: Apache-2.0
import type { CohortStateFlow } from "@/api/generated";

export interface StateValue {
  id: string;
  title?: string;
  when?: unknown;
  journeys?: string[];
}

/** A lifecycle as its document has it. */
export interface LifecycleValue {
  id: string;
  title?: string;
  states: StateValue[];
}

export type Flow = CohortStateFlow;

/** A flow as a curve between the columns of two states. */
export interface Arc {
  flow: Flow;
  /** To the right, above the states; to the left, below them. */
  above: boolean;
  path: string;
  width: number;
  /** The three corners of its head. */
  head: string;
}

const thinnest = 1.5;
const thickest = 14;

/**
 * Draws each flow between two states as a curve over the heads of the columns:
 * as thick as it is strong, as high as it is far. Flows to the right bow
 * upwards from the lower border of their band, flows to the left downwards.
 */
export function arcsOf(
  flows: readonly Flow[],
  states: readonly string[],
  width: number,
  height: number,
): Arc[] {
  const column = width / Math.max(1, states.length);
  const center = (state: string) => (states.indexOf(state) + 0.5) * column;
  const moving = flows.filter(
    (f) => f.from !== f.to && states.includes(f.from) && states.includes(f.to) && f.count > 0,
  );
  const most = Math.max(1, ...moving.map((f) => f.count));
  const farthest = Math.max(1, states.length - 1);
  return moving
    .map((flow) => {
      const span = states.indexOf(flow.to) - states.indexOf(flow.from);
      const above = span > 0;
      const side = above ? column * 0.12 : -column * 0.12;
      const [x1, x2] = [center(flow.from) + side, center(flow.to) - side];
      const thick = Math.max(thinnest, (flow.count / most) * thickest);
      const head = 6 + thick * 0.6;
      // A cubic reaches three quarters of its handles' height.
      const rise = (height - thickest) * (0.35 + 0.65 * (Math.abs(span) / farthest)) * (4 / 3);
      const [base, top, neck] = above ? [height, height - rise, height - head] : [0, rise, head];
      const wing = thick / 2 + 3;
      return {
        flow,
        above,
        path: `M${round(x1)} ${round(base)}C${round(x1)} ${round(top)} ${round(x2)} ${round(top)} ${round(x2)} ${round(neck)}`,
        width: thick,
        head: `${round(x2 - wing)},${round(neck)} ${round(x2 + wing)},${round(neck)} ${round(x2)},${round(base)}`,
      };
    })
    .sort((a, b) => b.width - a.width);
}

const round = (n: number) => Math.round(n * 10) / 10;

/** The share of what follows a state that stays in it. */
export const stayOf = (flows: readonly Flow[], state: string): Flow | undefined =>
  flows.find((f) => f.from === state && f.to === state);

/** The journeys that no state names. */
export function unplaced(journeys: readonly string[], lifecycle: LifecycleValue): string[] {
  const placed = new Set(lifecycle.states.flatMap((s) => s.journeys ?? []));
  return journeys.filter((id) => !placed.has(id));
}

export const beginLifecycle = {
  yaml: `wend: lifecycle/v1
id: customers
title: Our customers
# The first state whose rule holds is the customer's; the last one takes everybody else.
states:
  - {id: active, title: Came within half a year, when: {completed: {journey: any, within: 180d}}, journeys: []}
  - {id: lapsed, title: Came within two years, when: {completed: {journey: any, within: 730d}}}
  - {id: lost, title: Came longer ago, when: {completed: {journey: any}}}
  - {id: prospect, title: Never came}
`,
  value: { id: "", states: [] } satisfies LifecycleValue as LifecycleValue,
};
