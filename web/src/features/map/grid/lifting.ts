// SPDX-License-Identifier: Apache-2.0
// A point of the emotion curve is picked up, moved and put down: by the pointer, or
// by space, arrows and space again.
import type { Translate } from "@/lang";
import { feelingOf, felt } from "../document/forms";
import { stepOf } from "../document/places";
import type { Tools } from "../state/tools";
import { moodOf } from "./moods";

/** Holds the feeling of a step at a valence; nothing is written yet. */
export function lift(tools: Tools, t: Translate, step: string, valence: number, keys = false): void {
  const now = tools.ui.read().lifted;
  if (now?.step === step && now.valence === valence) return;
  tools.ui.write({ lifted: { step, valence, keys } });
  tools.announce(`${tools.titleOf(step)}: ${t(`map.emotion.of.${moodOf(valence)}`)}`);
}

/** Writes what is picked up, if it says something else. */
export function putDown(tools: Tools, t: Translate): void {
  const { lifted } = tools.ui.read();
  if (!lifted) return;
  tools.ui.write({ lifted: null });
  const feeling = feelingOf(stepOf(tools.draft.read().journey, lifted.step)?.feeling);
  if (feeling?.valence !== lifted.valence) tools.set(lifted.step, "feeling", felt(feeling, lifted.valence));
  const place = t(`map.emotion.of.${moodOf(lifted.valence)}`);
  tools.announce(t("map.drag.end", { title: tools.titleOf(lifted.step), place }));
}

/** Leaves the feeling as it was. */
export function leave(tools: Tools, t: Translate): void {
  if (!tools.ui.read().lifted) return;
  tools.ui.write({ lifted: null });
  tools.announce(t("map.drag.cancel"));
}

/** What a key does at the cell of a step on the curve; says whether it does anything. */
export function liftingKey(tools: Tools, t: Translate, step: string, key: string): boolean {
  const { lifted } = tools.ui.read();
  if (!lifted) {
    const found = stepOf(tools.draft.read().journey, step);
    if (key !== " " || !found || !tools.mayEdit(found)) return false;
    lift(tools, t, step, feelingOf(found.feeling)?.valence ?? 0, true);
    return true;
  }
  const by = { ArrowUp: 1, ArrowDown: -1 }[key];
  if (by) lift(tools, t, step, Math.max(-2, Math.min(2, lifted.valence + by)), true);
  else if (key === " " || key === "Enter") putDown(tools, t);
  else if (key === "Escape") leave(tools, t);
  return true;
}
