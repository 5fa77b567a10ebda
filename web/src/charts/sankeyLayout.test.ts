// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { type FlowSize, placeFlow, ribbon } from "./sankeyLayout";

const size: FlowSize = { width: 500, height: 200, nodeWidth: 10, gap: 10, slot: 20, margin: 90 };
const nodes = [
  { id: "1a", column: 0, value: 80, ends: 10 },
  { id: "1b", column: 0, value: 20, ends: 0 },
  { id: "2a", column: 1, value: 60, ends: 60 },
  { id: "2b", column: 1, value: 30, ends: 0, goesOn: 30 },
];
const links = [
  { from: "1a", to: "2b", value: 30 },
  { from: "1a", to: "2a", value: 40 },
  { from: "1b", to: "2a", value: 20 },
];

describe("placeFlow", () => {
  const flow = placeFlow(nodes, links, size);
  const node = (id: string) =>
    flow.nodes.find((n) => n.node.id === id) ?? { x: -1, y: -1, height: -1, slot: -1 };

  test("columns stand apart and their nodes below each other", () => {
    expect(flow.pitch).toBe(400);
    expect(node("1a").x).toBe(0);
    expect(node("2a").x).toBe(400);
    expect(node("1b").y).toBeCloseTo(node("1a").slot + 10);
  });

  test("heights are in proportion and fit", () => {
    expect(node("1a").height / node("1b").height).toBeCloseTo(4);
    const last = node("1b");
    expect(last.y + last.slot).toBeLessThanOrEqual(200);
  });

  test("ribbons and ends fill a node without overlap, the upper target first", () => {
    const [toB, toA] = flow.links;
    const a = flow.nodes[0];
    expect(toA?.y0).toBeLessThan(toB?.y0 ?? 0);
    expect((toB?.y0 ?? 0) - (toA?.y0 ?? 0)).toBeCloseTo(((toA?.width ?? 0) + (toB?.width ?? 0)) / 2);
    expect((a?.ends?.y ?? 0) + (a?.ends?.height ?? 0)).toBeCloseTo(a?.height ?? 0);
    expect(a?.ends?.y).toBeCloseTo((toB?.y0 ?? 0) + (toB?.width ?? 0) / 2);
  });

  test("what goes on is told from what ends", () => {
    expect(flow.nodes[3]?.goesOn?.height).toBeCloseTo(node("2b").height);
    expect(flow.nodes[3]?.ends).toBeUndefined();
  });

  test("a link to a node that is not there is left out", () => {
    expect(placeFlow(nodes, [{ from: "1a", to: "9z", value: 3 }], size).links).toEqual([]);
  });

  test("nothing is no error", () => {
    expect(placeFlow([], [], size)).toEqual({ nodes: [], links: [], pitch: 0 });
  });
});

test("a ribbon is as wide at its end as at its beginning", () => {
  expect(ribbon({ link: null, x0: 0, x1: 100, y0: 10, y1: 50, width: 8 })).toBe(
    "M0 6C50 6 50 46 100 46L100 54C50 54 50 14 0 14Z",
  );
});
