// SPDX-License-Identifier: Apache-2.0
// What all charts have in common: quiet axes, one look of hints, notes on dates.
import type { Option } from "./engine";
import type { Paint } from "./paint";
import type { Hint } from "./Tip";

/** A note on a date, or on some days. */
export interface DateMark {
  /** Which categories it covers, by their places; the same twice for one. */
  from: number;
  to: number;
  title: string;
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** A hint as the hint of a chart wants it. What users wrote is text, never markup. */
export function hintHtml(hint: Hint, paint: Paint): string {
  const muted = paint("var(--w-muted)");
  const lines = (hint.lines ?? [])
    .map(
      ([name, value]) =>
        `<div style="display:flex;justify-content:space-between;gap:20px"><span style="color:${muted}">${escaped(name)}</span><span>${escaped(value)}</span></div>`,
    )
    .join("");
  const note = hint.note ? `<div style="color:${muted};margin-top:2px">${escaped(hint.note)}</div>` : "";
  return `<div style="font-weight:600;margin-bottom:2px">${escaped(String(hint.title))}</div>${lines}${note}`;
}

export function tooltip(paint: Paint, hint: (at: number) => Hint | null): Option {
  return {
    trigger: "axis",
    axisPointer: { type: "shadow", shadowStyle: { color: paint("var(--w-ink)"), opacity: 0.05 } },
    confine: false,
    appendTo: "body",
    transitionDuration: 0,
    backgroundColor: paint("var(--w-panel)"),
    borderColor: paint("var(--w-line-strong)"),
    borderWidth: 1,
    padding: [8, 10],
    extraCssText:
      "border-radius:6px;box-shadow:0 6px 20px rgb(16 24 40 / 14%);font-variant-numeric:tabular-nums;line-height:18px;z-index:400;min-width:140px",
    textStyle: { color: paint("var(--w-ink)"), fontSize: 12, fontFamily: "inherit" },
    formatter: (all: { dataIndex: number }[] | { dataIndex: number }) => {
      const at = (Array.isArray(all) ? all[0] : all)?.dataIndex;
      const found = at === undefined ? null : hint(at);
      return found ? hintHtml(found, paint) : "";
    },
  };
}

const text = (paint: Paint) => ({ color: paint("var(--w-muted)"), fontSize: 11, fontFamily: "inherit" });

export const grid = { left: 8, right: 12, top: 16, bottom: 4, containLabel: true };

export function categories(paint: Paint, labels: readonly string[], more: Option = {}): Option {
  return {
    type: "category",
    data: labels,
    axisLine: { lineStyle: { color: paint("var(--w-line-strong)") } },
    axisTick: { show: false },
    axisLabel: { ...text(paint), hideOverlap: true },
    ...more,
  };
}

export function values(paint: Paint, format: (value: number) => string, more: Option = {}): Option {
  return {
    type: "value",
    splitNumber: 4,
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { ...text(paint), formatter: format },
    splitLine: { lineStyle: { color: paint("var(--w-line)") } },
    ...more,
  };
}

/** The room that notes need above a chart. */
export const noted = { ...grid, top: 30 };

/** Notes on dates as lines and bands over a chart with an axis of categories; their names stand above it. */
export function dateMarks(paint: Paint, marks: readonly DateMark[]): Option {
  const colour = paint("var(--w-warn)");
  const label = (m: DateMark, position: string) => ({
    show: true,
    formatter: m.title,
    position,
    distance: 4,
    color: colour,
    fontSize: 11,
    fontFamily: "inherit",
    width: 110,
    overflow: "truncate",
  });
  return {
    markLine: {
      silent: true,
      symbol: "none",
      animation: false,
      lineStyle: { color: colour, type: "dashed", width: 1 },
      data: marks.filter((m) => m.from === m.to).map((m) => ({ xAxis: m.from, label: label(m, "end") })),
    },
    markArea: {
      silent: true,
      animation: false,
      itemStyle: { color: colour, opacity: 0.1 },
      data: marks
        .filter((m) => m.from !== m.to)
        .map((m) => [{ xAxis: m.from, name: m.title, label: label(m, "top") }, { xAxis: m.to }]),
    },
  };
}
