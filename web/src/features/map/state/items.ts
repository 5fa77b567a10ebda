// SPDX-License-Identifier: Apache-2.0
// Cards of the lanes: one list of a step, whatever form the document gives it.
import { listOrNothing, statementsOf, textsOf, written } from "../document/forms";
import { valueAt } from "../document/paths";
import type { Basis, Edit, Quote, Step } from "../document/types";
import type { Lane } from "../numbers/lanes";

export type CardLane = Exclude<Lane, "emotion" | "reach" | "time" | "performance" | "importance">;

export interface Item {
  text: string;
  severity?: number;
  basis?: Basis;
  source?: string;
  date?: string;
}

export type Form = "text" | "statement" | "quote";

export function formOf(lane: CardLane): Form {
  if (lane === "quotes") return "quote";
  return lane === "pains" || lane === "gains" || lane === "ideas" ? "statement" : "text";
}

/** The field in which a lane's cards stand. */
export const fieldOf = (lane: CardLane): string =>
  lane === "frontstage" || lane === "backstage" || lane === "support" ? `backstage.${lane}` : lane;

export function itemsOf(step: Step, lane: CardLane): Item[] {
  const value = valueAt(step, fieldOf(lane));
  switch (formOf(lane)) {
    case "text":
      return textsOf(value as string[] | undefined).map((text) => ({ text }));
    case "statement":
      return statementsOf(value as string[] | undefined).map(({ title, ...rest }) => ({
        text: title,
        ...rest,
      }));
    case "quote":
      return ((value as Quote[] | undefined) ?? []).map((q) => ({ ...q }));
  }
}

function writtenItem(item: Item, form: Form): unknown {
  const { text, ...rest } = item;
  if (form === "text") return text;
  if (form === "statement") return written({ title: text, ...rest });
  return { text, ...(rest.source ? { source: rest.source } : {}), ...(rest.date ? { date: rest.date } : {}) };
}

/** The edit that gives a lane of a step other cards. */
export function setItems(step: Step, lane: CardLane, items: readonly Item[]): Edit {
  const form = formOf(lane);
  return {
    op: "set",
    step: step.id,
    field: fieldOf(lane),
    from: valueAt(step, fieldOf(lane)),
    to: listOrNothing(items.filter((i) => i.text.trim() !== "").map((i) => writtenItem(i, form))),
  };
}

/** Cards may go to another step, and to a lane of the same form; a text may become a statement. */
export function moveItem(
  from: { step: Step; lane: CardLane; index: number },
  to: { step: Step; lane: CardLane },
): Edit[] {
  const source = itemsOf(from.step, from.lane);
  const item = source[from.index];
  if (!item || (from.step.id === to.step.id && from.lane === to.lane)) return [];
  const rest = source.filter((_, i) => i !== from.index);
  return [
    setItems(from.step, from.lane, rest),
    setItems(to.step, to.lane, [...itemsOf(to.step, to.lane), item]),
  ];
}

/** Statements nobody has proved are hypotheses. */
export const basisOf = (item: Item): Basis => item.basis ?? "hypothesis";
