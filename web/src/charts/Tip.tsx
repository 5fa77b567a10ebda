// SPDX-License-Identifier: Apache-2.0
import { type ReactNode, useCallback, useRef, useState } from "react";
import { createPortal } from "react-dom";
import classes from "./Tip.module.css";

/** What a mark of a chart tells: its name and lines of a name and a value. */
export interface Hint {
  title: ReactNode;
  lines?: readonly (readonly [name: string, value: string])[];
  note?: string;
}

interface Place {
  x: number;
  y: number;
  hint: Hint;
}

/** A hint in words, for those who cannot see it. */
export function spoken(hint: Hint): string {
  const title = typeof hint.title === "string" ? hint.title : "";
  return [title, ...(hint.lines ?? []).map(([name, value]) => `${name} ${value}`), hint.note]
    .filter(Boolean)
    .join(", ");
}

/** All of a hint but its title, for those who cannot see it: beside what a mark shows itself. */
export function Spoken({ hint }: { hint: Hint }) {
  const words = spoken({ ...hint, title: "" });
  return words ? <span className="visually-hidden">, {words}</span> : null;
}

/**
 * One hint for a whole chart: hundreds of marks need no hundreds of tooltips.
 * `tip` is to be drawn; `on(hint)` are the handlers of a mark.
 */
export function useTip() {
  const [place, setPlace] = useState<Place | null>(null);
  const focused = useRef(false);
  const hide = useCallback(() => {
    focused.current = false;
    setPlace(null);
  }, []);
  const on = useCallback(
    (hint: Hint) => ({
      onPointerMove: (event: React.PointerEvent) => {
        if (event.pointerType !== "touch") setPlace({ x: event.clientX, y: event.clientY, hint });
      },
      onPointerLeave: hide,
      onFocus: (event: React.FocusEvent) => {
        if (!event.currentTarget.matches(":focus-visible")) return;
        const box = event.currentTarget.getBoundingClientRect();
        focused.current = true;
        setPlace({ x: box.left + Math.min(box.width, 160) / 2, y: box.bottom - 8, hint });
      },
      onBlur: hide,
    }),
    [hide],
  );
  return { tip: place && <Tip {...place} />, on, hide };
}

function Tip({ x, y, hint }: Place) {
  const left = x > window.innerWidth - 300;
  const above = y > window.innerHeight - 180;
  return createPortal(
    <div
      className={classes.tip}
      aria-hidden
      style={{
        left: left ? undefined : x + 14,
        right: left ? window.innerWidth - x + 14 : undefined,
        top: above ? undefined : y + 14,
        bottom: above ? window.innerHeight - y + 14 : undefined,
      }}
    >
      <strong>{hint.title}</strong>
      {hint.lines?.map(([name, value]) => (
        <span key={name} className={classes.line}>
          <span>{name}</span>
          <span className={classes.value}>{value}</span>
        </span>
      ))}
      {hint.note && <span className={classes.note}>{hint.note}</span>}
    </div>,
    document.body,
  );
}
