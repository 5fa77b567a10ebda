// SPDX-License-Identifier: Apache-2.0
import { IconRefresh } from "@tabler/icons-react";
import { useFormat, useT } from "@/lang";
import { Figure } from "@/ui";
import classes from "./Atlas.module.css";
import type { Flow } from "./lifecycleDocument";

/** Which share of what followed a state was the same state again. */
export function Stay({ flow, to }: { flow: Flow | undefined; to: (flow: Flow) => string }) {
  const t = useT();
  const format = useFormat();
  if (!flow?.share) return null;
  const [before = "", after = ""] = t("lifecycle.stay", { share: "|" }).split("|");
  return (
    <span className={classes.stay}>
      <IconRefresh size={14} stroke={1.8} aria-hidden />
      <span>
        {before}
        <Figure
          of={flow.share}
          kind="percent"
          to={to(flow)}
          note={t("lifecycle.flowText", {
            count: flow.count,
            customers: t("documents.customers", { count: flow.customers }),
          })}
        />
        {after}
      </span>
      <span className="visually-hidden">{format.number(flow.count)}</span>
    </span>
  );
}
