// SPDX-License-Identifier: Apache-2.0
import { useElementSize } from "@mantine/hooks";
import { useId, useMemo, useState } from "react";
import { Link } from "react-router";
import "./palette.css";
import classes from "./Sankey.module.css";
import {
  type FlowLink,
  type FlowNode,
  type FlowSize,
  type PlacedLink,
  type PlacedNode,
  placeFlow,
  ribbon,
  stub,
} from "./sankeyLayout";
import { type Hint, Spoken, useTip } from "./Tip";

export interface SankeyNode extends FlowNode {
  title: string;
  /** Beside the title: the count or share. */
  text: string;
  colour: string;
  hint: Hint;
  endHint: Hint;
  /** Where the node leads, and where its end does. */
  href: string;
  endHref: string;
}

export interface SankeyLink extends FlowLink {
  hint: Hint;
  href: string;
}

export interface SankeyProps {
  /** What the chart shows, in words. */
  label: string;
  /** The heads of the columns. */
  columns: readonly { title: string; text: string }[];
  nodes: readonly SankeyNode[];
  links: readonly SankeyLink[];
  height?: number;
  /** What ends does so at the left: the flow counts back from a step, and these are its beginnings. */
  mirrored?: boolean;
}

const nodeWidth = 8;
const tail = 44;
/** Columns do not come closer than this: then the chart scrolls. */
const least = 136;
const margin = 144;

/** A flow in columns. Every node, link and end leads to the customers behind it. */
export default function Sankey({
  label,
  columns,
  nodes,
  links,
  height = 460,
  mirrored = false,
}: SankeyProps) {
  const { ref, width: seen } = useElementSize();
  const [lit, setLit] = useState<string | null>(null);
  const { tip, on } = useTip();
  const mask = useId().replace(/\W/g, "");
  const minimum = (columns.length - 1) * least + margin + nodeWidth;
  const width = Math.max(seen, minimum);
  const flow = useMemo(() => {
    const size: FlowSize = { width, height, nodeWidth, gap: 14, slot: 34, margin };
    return placeFlow(nodes, links, size);
  }, [nodes, links, width, height]);
  const bottom = Math.max(height, ...flow.nodes.map((n) => n.y + n.slot)) + 12;
  const touches = (l: SankeyLink) => lit === null || lit === l.from || lit === l.to || lit === idOf(l);
  return (
    <div className={classes.scroller}>
      <div ref={ref} className={classes.sankey} style={{ minWidth: minimum }} role="group" aria-label={label}>
        <div className={classes.heads}>
          {columns.map((c, i) => (
            <div key={c.title} className={classes.head} style={{ left: i * flow.pitch }}>
              <span>{c.title}</span> <span className={classes.count}>{c.text}</span>
            </div>
          ))}
        </div>
        <div className={classes.canvas} style={{ height: bottom }}>
          {seen > 0 && (
            <svg width={width} height={bottom} aria-hidden className={classes.svg}>
              <Fades nodes={flow.nodes} mask={mask} mirrored={mirrored} />
              {flow.links.map((l) => (
                <Ribbon
                  key={idOf(l.link)}
                  placed={l}
                  colour={flow.nodes.find((n) => n.node.id === l.link.from)?.node.colour ?? ""}
                  dim={!touches(l.link)}
                  handlers={on(l.link.hint)}
                  onLit={setLit}
                />
              ))}
              {flow.nodes.map((n) => (
                <End
                  key={n.node.id}
                  placed={n}
                  mask={mask}
                  mirrored={mirrored}
                  dim={lit !== null && lit !== n.node.id}
                  handlers={on(n.node.endHint)}
                />
              ))}
            </svg>
          )}
          {seen > 0 &&
            flow.nodes.map((n) => (
              <Link
                key={n.node.id}
                to={n.node.href}
                className={classes.node}
                style={{
                  left: n.x,
                  top: n.y,
                  height: n.slot,
                  maxWidth: n.node.column === columns.length - 1 ? margin : (flow.pitch || 300) - 16,
                }}
                data-dim={(lit !== null && lit !== n.node.id && !isNear(n.node.id, lit, links)) || undefined}
                onPointerEnter={() => setLit(n.node.id)}
                {...on(n.node.hint)}
                onPointerLeave={() => {
                  setLit(null);
                  on(n.node.hint).onPointerLeave();
                }}
              >
                <span className={classes.bar} style={{ height: n.height, background: n.node.colour }} />
                <span className={classes.words}>
                  <span className={classes.title}>{n.node.title}</span>
                  <span className={classes.text}>{n.node.text}</span>
                  <Spoken hint={n.node.hint} />
                </span>
              </Link>
            ))}
        </div>
        {tip}
      </div>
    </div>
  );
}

const idOf = (l: FlowLink) => `${l.from}→${l.to}`;

const isNear = (id: string, lit: string, links: readonly FlowLink[]) =>
  links.some((l) => (l.from === id || l.to === id) && (l.from === lit || l.to === lit || idOf(l) === lit));

interface RibbonProps {
  placed: PlacedLink<SankeyLink>;
  colour: string;
  dim: boolean;
  handlers: ReturnType<ReturnType<typeof useTip>["on"]>;
  onLit: (id: string | null) => void;
}

function Ribbon({ placed, colour, dim, handlers, onLit }: RibbonProps) {
  return (
    <Link to={placed.link.href} tabIndex={-1}>
      <path
        d={ribbon(placed)}
        fill={colour}
        className={classes.ribbon}
        data-dim={dim || undefined}
        {...handlers}
        onPointerEnter={() => onLit(idOf(placed.link))}
        onPointerLeave={() => {
          onLit(null);
          handlers.onPointerLeave();
        }}
      />
    </Link>
  );
}

interface FadesProps {
  nodes: readonly PlacedNode<SankeyNode>[];
  mask: string;
  mirrored: boolean;
}

/** What ends or goes on runs out to the right: one mask for all. */
function Fades({ nodes, mask, mirrored }: FadesProps) {
  return (
    <>
      <defs>
        <linearGradient id={`${mask}-run`} x1={mirrored ? 1 : 0} x2={mirrored ? 0 : 1}>
          <stop offset={0.1} stopColor="#fff" />
          <stop offset={1} stopColor="#fff" stopOpacity={0} />
        </linearGradient>
        <mask id={mask} maskContentUnits="objectBoundingBox">
          <rect width={1} height={1} fill={`url(#${mask}-run)`} />
        </mask>
      </defs>
      {nodes.map(
        (n) =>
          n.goesOn && (
            <rect
              key={n.node.id}
              x={mirrored ? n.x - tail : n.x + nodeWidth}
              y={n.goesOn.y}
              width={tail}
              height={n.goesOn.height}
              fill={n.node.colour}
              fillOpacity={0.3}
              mask={`url(#${mask})`}
            />
          ),
      )}
    </>
  );
}

interface EndProps {
  placed: PlacedNode<SankeyNode>;
  mask: string;
  mirrored: boolean;
  dim: boolean;
  handlers: ReturnType<ReturnType<typeof useTip>["on"]>;
}

function End({ placed, mask, mirrored, dim, handlers }: EndProps) {
  const { ends, node, x } = placed;
  if (!ends) return null;
  return (
    <Link to={node.endHref} tabIndex={-1}>
      <path
        d={mirrored ? stub(x, ends, -tail, 10) : stub(x + nodeWidth, ends, tail, 10)}
        className={classes.end}
        mask={`url(#${mask})`}
        data-dim={dim || undefined}
        {...handlers}
      />
    </Link>
  );
}
