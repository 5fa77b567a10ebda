// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef } from "react";
import { type Engine, type Option, open } from "./engine";

interface CanvasProps {
  option: Option;
  /** What the chart shows, in words; its numbers are in the table beside it. */
  label: string;
  height: number;
  /** A bar or point was pressed, by its place. */
  onPress?: (at: number, series: number) => void;
}

/** A chart of the library, as large as its place. */
export function Canvas({ option, label, height, onPress }: CanvasProps) {
  const place = useRef<HTMLDivElement>(null);
  const engine = useRef<Engine | null>(null);
  const press = useRef(onPress);
  useEffect(() => {
    press.current = onPress;
  });
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const opened = open(element);
    engine.current = opened;
    opened.on("click", (event) => press.current?.(event.dataIndex ?? 0, event.seriesIndex ?? 0));
    const seen = new ResizeObserver(() => opened.resize({ animation: { duration: 0 } }));
    seen.observe(element);
    return () => {
      seen.disconnect();
      opened.dispose();
      engine.current = null;
    };
  }, []);
  useEffect(() => {
    engine.current?.setOption(option, { notMerge: true });
  }, [option]);
  return <div ref={place} role="img" aria-label={label} style={{ height, width: "100%" }} />;
}
