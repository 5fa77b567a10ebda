// SPDX-License-Identifier: Apache-2.0
import { Tooltip } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { useFormat, useT } from "@/lang";
import type { Estimate } from "@/lib/estimate";
import type { Kind } from "@/lib/format";
import classes from "./Figure.module.css";

interface FigureProps {
  of: Estimate | null | undefined;
  kind?: Kind;
  /** Write a plus in front of what is above zero: differences. */
  signed?: boolean;
  /** The customers, answers or instances behind the figure. */
  to?: string;
  /** What the figure is, in words, for the hover and for screen readers. */
  label?: string;
  /** More for the hover: which formula, which basis. */
  note?: ReactNode;
  tone?: "good" | "bad" | "muted";
  size?: "normal" | "large";
}

/**
 * A number that says how sure it is: n and the 95 % interval on hover and on
 * focus, and a way to whoever is behind it. Nothing known is an en dash.
 */
export function Figure({ of, kind = "number", signed, to, label, note, tone, size = "normal" }: FigureProps) {
  const t = useT();
  const format = useFormat();
  const text = format.value(of?.value, kind, signed);
  const details: string[] = [];
  if (of?.value != null && of.lo != null && of.hi != null) {
    const span = t("ui.to", {
      low: format.value(of.lo, kind, signed),
      high: format.value(of.hi, kind, signed),
    });
    details.push(`${t("ui.interval")} ${span}`);
  }
  if (of?.n != null) details.push(t("ui.n", { count: of.n }));
  const content = (
    <>
      {label && <span className="visually-hidden">{label}: </span>}
      {text}
      {details.length > 0 && <span className="visually-hidden"> ({details.join(", ")})</span>}
    </>
  );
  const props = { className: classes.figure, "data-tone": tone, "data-size": size, "data-figure": true };
  const shown = to ? (
    <Link to={to} {...props} data-link>
      {content}
    </Link>
  ) : (
    <span {...props}>{content}</span>
  );
  if (details.length === 0 && !note && !label) return shown;
  return (
    <Tooltip
      label={
        <span className={classes.hover}>
          {label && <strong>{label}</strong>}
          {details.map((d) => (
            <span key={d}>{d}</span>
          ))}
          {note && <span>{note}</span>}
          {to && <span className={classes.hint}>{t("ui.showCustomers")}</span>}
        </span>
      }
    >
      {shown}
    </Tooltip>
  );
}
