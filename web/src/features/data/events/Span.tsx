// SPDX-License-Identifier: Apache-2.0
import { useFormat, useT } from "@/lang";
import { within } from "@/lib/estimate";
import classes from "./Events.module.css";

interface SpanProps {
  first: string;
  last: string;
  /** Of all events. */
  from: string;
  to: string;
}

/** From when to when there are such events, within the time of all events. */
export function Span({ first, last, from, to }: SpanProps) {
  const t = useT();
  const format = useFormat();
  const place = (at: string) => within(Date.parse(at), Date.parse(from), Date.parse(to)) * 100;
  const left = first === last && from === to ? 0 : place(first);
  const width = Math.max(2, (from === to ? 100 : place(last)) - left);
  return (
    <svg
      className={classes.span}
      viewBox="0 0 100 8"
      preserveAspectRatio="none"
      role="img"
      aria-label={t("data.events.spanOf", { first: format.date(first), last: format.date(last) })}
    >
      <rect className={classes.whole} x="0" y="3" width="100" height="2" />
      <rect className={classes.there} x={Math.min(left, 98)} y="1" width={width} height="6" rx="1" />
    </svg>
  );
}
