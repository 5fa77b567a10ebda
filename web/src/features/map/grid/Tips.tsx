// SPDX-License-Identifier: Apache-2.0
import { Portal } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import classes from "./Tips.module.css";

/** Lines of a hover, as an attribute: the first is what it is about. */
export const tip = (...lines: (string | false | null | undefined)[]): string =>
  lines.filter(Boolean).join("\n");

interface Shown {
  lines: string[];
  box: DOMRect;
}

/**
 * One hover for hundreds of figures: whatever has data-tip shows it on hover and
 * on focus. It can be hovered itself, and Escape puts it away.
 */
export function Tips({ within }: { within: React.RefObject<HTMLElement | null> }) {
  const [shown, setShown] = useState<Shown | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    const root = within.current;
    if (!root) return;
    const later = (run: () => void, ms: number) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(run, ms);
    };
    const over = (event: Event) => {
      const from = (event.target as Element).closest?.<HTMLElement>("[data-tip]");
      if (!from?.dataset.tip) return later(() => setShown(null), 120);
      const lines = from.dataset.tip.split("\n");
      later(() => setShown({ lines, box: from.getBoundingClientRect() }), event.type === "focusin" ? 0 : 220);
    };
    const away = () => later(() => setShown(null), 120);
    const hide = () => {
      clearTimeout(timer.current);
      setShown(null);
    };
    const key = (event: KeyboardEvent) => event.key === "Escape" && hide();
    root.addEventListener("pointerover", over);
    root.addEventListener("pointerleave", away);
    root.addEventListener("focusin", over);
    root.addEventListener("focusout", away);
    root.addEventListener("pointerdown", hide);
    root.addEventListener("scroll", hide, { capture: true, passive: true });
    window.addEventListener("keydown", key);
    return () => {
      hide();
      root.removeEventListener("pointerover", over);
      root.removeEventListener("pointerleave", away);
      root.removeEventListener("focusin", over);
      root.removeEventListener("focusout", away);
      root.removeEventListener("pointerdown", hide);
      root.removeEventListener("scroll", hide, { capture: true });
      window.removeEventListener("keydown", key);
    };
  }, [within]);
  if (!shown) return null;
  const { lines, box } = shown;
  const below = box.top < 160;
  const middle = Math.min(window.innerWidth - 150, Math.max(150, box.left + box.width / 2));
  return (
    <Portal>
      <div
        className={classes.tip}
        role="tooltip"
        data-below={below || undefined}
        style={{ left: middle, top: below ? box.bottom + 6 : box.top - 6 }}
        onPointerEnter={() => clearTimeout(timer.current)}
        onPointerLeave={() => setShown(null)}
      >
        {lines.map((line, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text
          <div key={i}>{line}</div>
        ))}
      </div>
    </Portal>
  );
}
