// SPDX-License-Identifier: Apache-2.0
import type { PathEdge, PathLevels, PathNode } from "@/api/generated";
import type { FlowLink, FlowNode } from "@/charts/sankeyLayout";

export interface GraphNode extends FlowNode {
  /** "" stands for all others together. */
  step: string;
  level: number;
  /** Of those at the level. */
  share: number;
  of: PathNode;
}

export interface GraphLink extends FlowLink {
  level: number;
  edge: PathEdge;
}

export interface Graph {
  columns: { level: number; arrived: number }[];
  nodes: GraphNode[];
  links: GraphLink[];
}

/** The number of a link, as the question for who stands behind it names it: from the step nearer to level 1. */
export const wentOn = ({ level, edge }: GraphLink, backward: boolean) => ({
  what: "went-on",
  level,
  step: backward ? edge.to : edge.from,
  next: backward ? edge.from : edge.to,
});

/** Below this share of its level a step stands at the bottom, out of the way of the others. */
const rare = 0.01;

/**
 * The level graph as a flow. Nodes are (level, step), so that a loop is drawn
 * as the way it was; levels that count from the end stand from right to left.
 * What stands together as "others" comes last in its column.
 */
export function graphOf(answer: PathLevels, order: (steps: string[]) => string[]): Graph {
  const levels = (answer.levels ?? []).filter((l) => l.arrived > 0);
  const last = levels.length - 1;
  const columnOf = (i: number) => (answer.backward ? last - i : i);
  const id = (level: number, step: string) => `${level}:${step}`;
  const graph: Graph = { columns: [], nodes: [], links: [] };
  for (const [i, level] of levels.entries()) {
    graph.columns[columnOf(i)] = { level: level.level, arrived: level.arrived };
    const nodes = new Map((level.nodes ?? []).map((n) => [n.step, n]));
    const isRare = (step: string) => (nodes.get(step)?.arrived ?? 0) < level.arrived * rare;
    const named = order([...nodes.keys()].filter(Boolean));
    named.sort((a, b) => Number(isRare(a)) - Number(isRare(b)));
    for (const step of nodes.has("") ? [...named, ""] : named) {
      const node = nodes.get(step);
      if (!node) continue;
      graph.nodes.push({
        id: id(level.level, step),
        column: columnOf(i),
        value: node.arrived,
        ends: node.ended,
        goesOn: i === last ? node.arrived - node.ended : 0,
        step,
        level: level.level,
        share: node.arrived / level.arrived,
        of: node,
      });
    }
    for (const edge of i === last ? [] : (level.edges ?? [])) {
      const [from, to] = answer.backward ? [level.level + 1, level.level] : [level.level, level.level + 1];
      graph.links.push({
        from: id(from, edge.from),
        to: id(to, edge.to),
        value: edge.count,
        level: level.level,
        edge,
      });
    }
  }
  return graph;
}
