// SPDX-License-Identifier: Apache-2.0
import { createContext, useContext, useSyncExternalStore } from "react";
import type { Presence } from "@/api";
import type { Draft } from "../document/draft";
import type { Library } from "../document/forms";
import type { Edit, Journey, Phase, Step } from "../document/types";
import type { Lane } from "../numbers/lanes";
import { type Store, useStore } from "./store";

/** What is being edited in place. */
export type Editing =
  | { kind: "title"; step: string }
  | { kind: "stage"; phase: Phase; stage: string }
  | { kind: "card"; step: string; lane: Lane; index: number }
  | { kind: "pick"; step: string; lane: "emotion" | "importance" };

/** Where something new is to go. */
export type Adding =
  | { kind: "step"; phase: Phase; stage: string; after: string; event?: string }
  | { kind: "stage"; phase: Phase; after: string };

export interface OpenMenu {
  x: number;
  y: number;
  of:
    | { kind: "step"; step: string }
    | { kind: "stage"; phase: Phase; stage: string }
    | { kind: "lane"; lane: Lane };
}

export interface Ui {
  editing: Editing | null;
  adding: Adding | null;
  menu: OpenMenu | null;
  /** A feeling on the curve that is picked up, where it would go, and whether by keys. */
  lifted: { step: string; valence: number; keys?: boolean } | null;
  /** The field of the panel that one is in. */
  field: string;
  /** Others who look at the journey now. */
  people: readonly Presence[];
}

/** What every part of the map may use. It stays the same while the map is open. */
export interface Tools {
  journey: string;
  draft: Draft;
  ui: Store<Ui>;
  /** Whether one may change a step; without one, the order of things. */
  mayEdit: (step?: Step) => boolean;
  edit: (...edits: Edit[]) => void;
  /** Sets one field of a step, or of the journey. */
  set: (step: string | undefined, field: string, to: unknown) => void;
  /** Opens the panel for a step, on a tab. */
  open: (step: string, tab?: string) => void;
  /** The moment that the numbers shown are of; "" while there are none. */
  asOf: string;
  /** The address of the customers behind a number. */
  customers: (step: string | undefined, what: string) => string | undefined;
  library: () => Library;
  titleOf: (step: string) => string;
  /** Says something to those who do not see the screen. */
  announce: (text: string) => void;
}

export const ToolsContext = createContext<Tools | null>(null);

export function useTools(): Tools {
  const tools = useContext(ToolsContext);
  if (!tools) throw new Error("no map above");
  return tools;
}

export function useJourney(): Journey {
  const { draft } = useTools();
  return useSyncExternalStore(draft.subscribe, () => draft.read().journey);
}

export function useDraft<P>(pick: (state: ReturnType<Draft["read"]>) => P): P {
  const { draft } = useTools();
  return useSyncExternalStore(draft.subscribe, () => pick(draft.read()));
}

export function useUi<P>(pick: (ui: Ui) => P): P {
  return useStore(useTools().ui, pick);
}

/** Whether two descriptions of what is edited are the same place. */
export function isEditing(editing: Editing | null, place: Editing): boolean {
  return editing !== null && Object.entries(place).every(([k, v]) => editing[k as keyof Editing] === v);
}
