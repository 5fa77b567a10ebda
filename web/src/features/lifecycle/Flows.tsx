// SPDX-License-Identifier: Apache-2.0
import { Tooltip } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { Link } from "react-router";
import { useFormat, useT } from "@/lang";
import classes from "./Flows.module.css";
import { arcsOf, type Flow } from "./lifecycleDocument";

interface FlowsProps {
  flows: readonly Flow[];
  states: readonly string[];
  titles: ReadonlyMap<string, string>;
  above: boolean;
  /** Who moved along a flow; the table has the same for the keyboard. */
  to: (flow: Flow) => string;
}

const height = 72;

/** One band of arcs: above the states who moves to the right, below them who moves to the left. */
export function Flows({ flows, states, titles, above, to }: FlowsProps) {
  const t = useT();
  const format = useFormat();
  const { ref, width } = useElementSize();
  const arcs = arcsOf(flows, states, width, height).filter((a) => a.above === above);
  return (
    <div ref={ref} className={classes.band} data-empty={arcs.length === 0 || undefined}>
      {width > 0 && arcs.length > 0 && (
        <svg width={width} height={height} className={classes.arcs} aria-hidden>
          {arcs.map(({ flow, path, head, width: stroke }) => {
            const from = titles.get(flow.from) ?? flow.from;
            const share = flow.share?.value;
            return (
              <Tooltip.Floating
                key={`${flow.from}/${flow.to}`}
                multiline
                maw={280}
                label={
                  <>
                    <strong>{t("lifecycle.flow", { from, to: titles.get(flow.to) ?? flow.to })}</strong>
                    <br />
                    {t("lifecycle.flowText", {
                      count: flow.count,
                      customers: t("documents.customers", { count: flow.customers }),
                    })}
                    {share != null && (
                      <>
                        <br />
                        {t("lifecycle.flowShare", { share: format.percent(share), from })}
                      </>
                    )}
                  </>
                }
              >
                <Link to={to(flow)} tabIndex={-1} className={classes.arc}>
                  <path d={path} strokeWidth={Math.max(12, stroke)} className={classes.reach} />
                  <g className={classes.line}>
                    <path d={path} strokeWidth={stroke} />
                    <polygon points={head} />
                  </g>
                </Link>
              </Tooltip.Floating>
            );
          })}
        </svg>
      )}
    </div>
  );
}
