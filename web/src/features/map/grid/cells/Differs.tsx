// SPDX-License-Identifier: Apache-2.0
import { useFormat, useT } from "@/lang";
import { type Estimate, readingOf } from "@/lib/estimate";
import type { Kind } from "@/lib/format";
import { tip } from "../Tips";
import classes from "./Cells.module.css";

interface DiffersProps {
  of: Estimate | null | undefined;
  kind: Kind;
  /** Which way is better for the customer. */
  better: "up" | "down" | "none";
  label: string;
  /** Without the interval, which is on the hover. */
  brief?: boolean;
}

/**
 * What A has more than B, with its interval. It takes a colour, and a word, only
 * where the interval leaves out zero.
 */
export function Differs({ of, kind, better, label, brief }: DiffersProps) {
  const t = useT();
  const format = useFormat();
  if (of?.value == null) return <div className={classes.differs}>{t("map.compare.unknown")}</div>;
  // A difference that rounds to nothing has no sign.
  const value = kind === "decimal" && Math.abs(of.value) < 0.05 ? 0 : of.value;
  const reading = readingOf(of);
  const good =
    reading === "undecided" || better === "none" ? undefined : (reading === "above") === (better === "up");
  const tone = good === undefined ? (reading === "undecided" ? undefined : "neutral") : good ? "good" : "bad";
  const span =
    of.lo != null && of.hi != null
      ? t("ui.to", { low: format.value(of.lo, kind, true), high: format.value(of.hi, kind, true) })
      : "";
  const word = t(`map.compare.${kind === "duration" ? "time" : "reading"}.${reading}`);
  return (
    <div
      className={classes.differs}
      data-tone={tone}
      data-tip={tip(
        label,
        span && `${t("ui.interval")} ${span}`,
        of.n != null && t("ui.n", { count: of.n }),
        word,
      )}
    >
      <strong>{format.value(value, kind, true)}</strong>
      <small>{word}</small>
      {span && !brief && <em>{span}</em>}
      <span className="visually-hidden">{`${label}, ${t("ui.interval")} ${span}`}</span>
    </div>
  );
}

interface PairProps {
  a: Estimate | null | undefined;
  b: Estimate | null | undefined;
  kind: Kind;
  /** Where bars begin and end; without it there are none. */
  range?: [number, number];
  tips: [string, string];
}

/** Two values under one another, with bars on a common range. */
export function Pair({ a, b, kind, range, tips }: PairProps) {
  const format = useFormat();
  const rows = [
    ["a", a, tips[0]],
    ["b", b, tips[1]],
  ] as const;
  return (
    <>
      {rows.map(([who, of, text]) => (
        <div key={who} style={{ display: "contents" }} data-tip={text}>
          <span className={classes.who} data-of={who} aria-hidden>
            {who.toUpperCase()}
          </span>
          <span className={classes.pairBar} data-of={who} data-tip={text}>
            {range && of?.value != null && <i style={{ width: `${share(of.value, range) * 100}%` }} />}
          </span>
          <span data-tip={text}>
            <span className="visually-hidden">{`${who.toUpperCase()}: `}</span>
            {format.value(of?.value, kind)}
          </span>
        </div>
      ))}
    </>
  );
}

const share = (value: number, [lo, hi]: [number, number]) =>
  Math.min(1, Math.max(0, (value - lo) / (hi - lo || 1)));
