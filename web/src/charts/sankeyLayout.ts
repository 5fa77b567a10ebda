// SPDX-License-Identifier: Apache-2.0
// Where the parts of a flow stand. A flow has columns; a node stands in one of
// them and links lead to the next, so that a loop is drawn as the way it was.

export interface FlowNode {
  id: string;
  column: number;
  value: number;
  /** Of the value, what goes no further; drawn as an end of its own. */
  ends: number;
  /** Of the value, what goes on to where nothing is drawn any more. */
  goesOn?: number;
}

export interface FlowLink {
  from: string;
  to: string;
  value: number;
}

/** A part of a node's edge. */
export interface Span {
  y: number;
  height: number;
}

export interface PlacedNode<N> {
  node: N;
  x: number;
  y: number;
  height: number;
  /** What the node takes in its column; a label needs more than a thin bar. */
  slot: number;
  ends?: Span;
  goesOn?: Span;
}

export interface PlacedLink<L> {
  link: L;
  x0: number;
  x1: number;
  /** Middles of the ribbon's ends. */
  y0: number;
  y1: number;
  width: number;
}

export interface FlowSize {
  width: number;
  height: number;
  nodeWidth: number;
  gap: number;
  /** The least height that a node with its label takes. */
  slot: number;
  /** Room for the labels of the last column. */
  margin: number;
}

export interface PlacedFlow<N, L> {
  nodes: PlacedNode<N>[];
  links: PlacedLink<L>[];
  pitch: number;
}

const heightOf = (value: number, scale: number) => Math.max(value > 0 ? 1.5 : 0, value * scale);

/** The largest scale at which every column fits; a column of many small nodes may be higher than asked. */
function scaleOf(columns: FlowNode[][], size: FlowSize): number {
  const taken = (nodes: FlowNode[], scale: number) =>
    nodes.reduce((sum, n) => sum + Math.max(size.slot, heightOf(n.value, scale)), 0) +
    size.gap * Math.max(0, nodes.length - 1);
  const total = Math.max(1, ...columns.map((nodes) => nodes.reduce((sum, n) => sum + n.value, 0)));
  let [lo, hi] = [0, size.height / total];
  for (let i = 0; i < 30; i++) {
    const middle = (lo + hi) / 2;
    if (columns.every((nodes) => taken(nodes, middle) <= size.height)) lo = middle;
    else hi = middle;
  }
  return lo;
}

/** Places a flow. Nodes of a column stand in the order in which they are given. */
export function placeFlow<N extends FlowNode, L extends FlowLink>(
  nodes: readonly N[],
  links: readonly L[],
  size: FlowSize,
): PlacedFlow<N, L> {
  const count = Math.max(1, ...nodes.map((n) => n.column + 1));
  const columns = Array.from({ length: count }, (_, c) => nodes.filter((n) => n.column === c));
  const scale = scaleOf(columns, size);
  const pitch = count > 1 ? (size.width - size.nodeWidth - size.margin) / (count - 1) : 0;
  const placed = new Map<string, PlacedNode<N>>();
  for (const [c, column] of columns.entries()) {
    let y = 0;
    for (const node of column) {
      const height = heightOf(node.value, scale);
      const slot = Math.max(size.slot, height);
      placed.set(node.id, { node, x: c * pitch, y, height, slot });
      y += slot + size.gap;
    }
  }
  const drawn = links.filter((l) => placed.has(l.from) && placed.has(l.to));
  const place = (id: string) => placed.get(id) as PlacedNode<N>;
  const starts = stacked(
    drawn,
    (l) => place(l.from),
    (l) => place(l.to).y,
    scale,
  );
  const ends = stacked(
    drawn,
    (l) => place(l.to),
    (l) => place(l.from).y,
    scale,
  );
  for (const one of placed.values()) {
    const out = drawn
      .filter((l) => l.from === one.node.id)
      .reduce((sum, l) => sum + heightOf(l.value, scale), 0);
    const on = heightOf(one.node.goesOn ?? 0, scale);
    const off = heightOf(one.node.ends, scale);
    if (on > 0) one.goesOn = { y: one.y + out, height: on };
    if (off > 0) one.ends = { y: one.y + Math.max(out + on, one.height - off), height: off };
  }
  return {
    nodes: [...placed.values()],
    links: drawn.map((link) => ({
      link,
      x0: place(link.from).x + size.nodeWidth,
      x1: place(link.to).x,
      y0: starts.get(link) ?? 0,
      y1: ends.get(link) ?? 0,
      width: heightOf(link.value, scale),
    })),
    pitch,
  };
}

/** Middles of ribbons along the nodes' edges, in the order that crosses least. */
function stacked<N, L extends FlowLink>(
  links: readonly L[],
  at: (link: L) => PlacedNode<N>,
  order: (link: L) => number,
  scale: number,
): Map<L, number> {
  const filled = new Map<PlacedNode<N>, number>();
  const middles = new Map<L, number>();
  for (const link of [...links].sort((a, b) => order(a) - order(b))) {
    const node = at(link);
    const from = filled.get(node) ?? node.y;
    const width = heightOf(link.value, scale);
    middles.set(link, from + width / 2);
    filled.set(node, from + width);
  }
  return middles;
}

/** The outline of a ribbon. */
export function ribbon({ x0, x1, y0, y1, width }: PlacedLink<unknown>): string {
  const [half, middle] = [width / 2, (x0 + x1) / 2];
  const n = (v: number) => Math.round(v * 10) / 10;
  const [a, b, c, d] = [y0 - half, y1 - half, y1 + half, y0 + half].map(n) as [
    number,
    number,
    number,
    number,
  ];
  const [l, m, r] = [n(x0), n(middle), n(x1)];
  return `M${l} ${a}C${m} ${a} ${m} ${b} ${r} ${b}L${r} ${c}C${m} ${c} ${m} ${d} ${l} ${d}Z`;
}

/** The outline of what ends: it leaves to the right, bends down and runs out. */
export function stub(x: number, { y, height }: Span, length: number, down: number): string {
  const n = (v: number) => Math.round(v * 10) / 10;
  const [end, middle] = [n(x + length), n(x + length * 0.55)];
  return `M${n(x)} ${n(y)}C${middle} ${n(y)} ${middle} ${n(y + down)} ${end} ${n(y + down)}L${end} ${n(y + down + height)}C${middle} ${n(y + down + height)} ${middle} ${n(y + height)} ${n(x)} ${n(y + height)}Z`;
}
