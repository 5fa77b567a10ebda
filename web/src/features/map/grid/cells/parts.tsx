// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react";
import { Link } from "react-router";
import { useFormat, useT } from "@/lang";
import type { Estimate } from "@/lib/estimate";
import type { Kind } from "@/lib/format";
import { tip } from "../Tips";
import classes from "./Cells.module.css";

interface NumProps {
  /** What it is, in words. */
  label: string;
  of?: Estimate | null;
  kind?: Kind;
  /** How it is written, where that is not the value itself. */
  text?: string;
  /** More for the hover. */
  more?: (string | false | null | undefined)[];
  /** The customers behind it. */
  to?: string;
  className?: string;
}

/** A number of a cell: n and interval on hover, and a way to whoever is behind it. */
export function Num({ label, of, kind = "number", text, more = [], to, className }: NumProps) {
  const lines = useHover(label, of, kind, more, to !== undefined);
  const format = useFormat();
  const shown = text ?? format.value(of?.value, kind);
  const spoken = [label, shown, ...lines.slice(1)].join(", ");
  const content = (
    <>
      <span aria-hidden>{shown}</span>
      <span className="visually-hidden">{spoken}</span>
    </>
  );
  const props = {
    className: `${classes.figure} ${className ?? ""}`,
    "data-tip": tip(...lines),
    tabIndex: -1,
  };
  return to ? (
    <Link to={to} {...props}>
      {content}
    </Link>
  ) : (
    <span className={props.className} data-tip={props["data-tip"]}>
      {content}
    </span>
  );
}

/** The lines of a hover: what, interval, n, more, and that it leads somewhere. */
export function useHover(
  label: string,
  of: Estimate | null | undefined,
  kind: Kind,
  more: (string | false | null | undefined)[] = [],
  leads = false,
): string[] {
  const t = useT();
  const format = useFormat();
  const lines = [label];
  if (of?.lo != null && of.hi != null) {
    const span = t("ui.to", { low: format.value(of.lo, kind), high: format.value(of.hi, kind) });
    lines.push(`${t("ui.interval")} ${span}`);
  }
  if (of?.n != null) lines.push(t("ui.n", { count: of.n }));
  for (const line of more) if (line) lines.push(line);
  if (leads) lines.push(t("map.behind"));
  return lines;
}

/** A step that nothing shows anybody at. */
export function Unobserved({ needs }: { needs?: string }) {
  const t = useT();
  return (
    <div
      className={classes.unobserved}
      data-tip={tip(t("common.unobserved"), needs ?? t("map.unobservedText"))}
    >
      <div className={classes.hatch} />
      {t("common.unobserved")}
    </div>
  );
}

export function TooFew({ n }: { n: number }) {
  const t = useT();
  return <span className={classes.none}>{n === 0 ? t("map.nobody") : t("map.tooFew", { count: n })}</span>;
}

/** The numbers are on their way. */
export function Waiting() {
  return <div className={classes.waiting} />;
}

/** Nothing to show here, and why. */
export function None({ children = "–" }: { children?: ReactNode }) {
  return <span className={classes.none}>{children}</span>;
}
