// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import type { PathEdge, PathLevels } from "@/api/generated";
import { graphOf } from "./graph";

const edge = (from: string, to: string, count: number): PathEdge => ({
  from,
  to,
  count,
  share: { value: 0, lo: 0, hi: 0, n: count },
  n: count,
  mean_s: null,
  median_s: null,
  p90_s: null,
});

const levels: PathLevels = {
  instances: 10,
  paths: 10,
  backward: false,
  levels: [
    {
      level: 1,
      arrived: 10,
      kept: 6,
      others: 2,
      ended: 2,
      nodes: [
        { step: "", arrived: 2, ended: 0 },
        { step: "b", arrived: 3, ended: 2 },
        { step: "a", arrived: 5, ended: 0 },
      ],
      edges: [edge("a", "a", 5), edge("b", "a", 1), edge("", "", 2)],
    },
    {
      level: 2,
      arrived: 8,
      kept: 0,
      others: 5,
      ended: 3,
      nodes: [
        { step: "a", arrived: 6, ended: 3 },
        { step: "", arrived: 2, ended: 0 },
      ],
      edges: [],
    },
  ],
};

const alphabetical = (steps: string[]) => [...steps].sort();

describe("graphOf", () => {
  test("a step followed by itself is a link between two nodes", () => {
    const graph = graphOf(levels, alphabetical);
    expect(graph.links[0]).toMatchObject({ from: "1:a", to: "2:a", value: 5 });
  });

  test("others come last; what is shown no further goes on", () => {
    const graph = graphOf(levels, alphabetical);
    expect(graph.nodes.map((n) => n.id)).toEqual(["1:a", "1:b", "1:", "2:a", "2:"]);
    expect(graph.nodes[3]).toMatchObject({ ends: 3, goesOn: 3, share: 0.75 });
    expect(graph.nodes[0]?.goesOn).toBe(0);
  });

  test("what counts from the end stands from right to left", () => {
    const graph = graphOf({ ...levels, backward: true }, alphabetical);
    expect(graph.columns.map((c) => c.level)).toEqual([2, 1]);
    expect(graph.nodes.find((n) => n.id === "1:a")?.column).toBe(1);
    expect(graph.links[1]).toMatchObject({ from: "2:b", to: "1:a" });
  });

  test("empty levels are not drawn", () => {
    const empty = { level: 3, arrived: 0, kept: 0, others: 0, ended: 0, nodes: [], edges: [] };
    expect(
      graphOf({ ...levels, levels: [...(levels.levels ?? []), empty] }, alphabetical).columns,
    ).toHaveLength(2);
    expect(graphOf({ ...levels, levels: [] }, alphabetical)).toEqual({ columns: [], nodes: [], links: [] });
  });
});
