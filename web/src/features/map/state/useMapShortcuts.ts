// SPDX-License-Identifier: Apache-2.0
import { useT } from "@/lang";
import { useShortcut } from "@/ui";
import { stepOf } from "../document/places";
import { toggleMoment } from "../grid/moves";
import { addStep } from "../toolbar/Toolbar";
import { useTools } from "./tools";

/** Keys of the map beside those of the grid. */
export function useMapShortcuts(mayEdit: boolean, mayText: boolean, step: string, close: () => void) {
  const t = useT();
  const tools = useTools();
  const here = () => {
    const cell = document.activeElement?.closest<HTMLElement>("[data-step]");
    return cell?.dataset.step ?? step;
  };
  useShortcut("n", t("map.keys.step"), mayEdit && (() => addStep(tools, tools.draft.read().journey, here())));
  useShortcut(
    "m",
    t("map.keys.moment"),
    mayText &&
      (() => {
        const found = stepOf(tools.draft.read().journey, here());
        if (found && tools.mayEdit(found)) toggleMoment(tools, found);
      }),
  );
  useShortcut("o", t("map.keys.open"), () => {
    const id = here();
    if (id) tools.open(id);
  });
  useShortcut("Escape", t("map.keys.close"), () => {
    // What is open above the panel closes first.
    if (!document.querySelector('[role="menu"], [role="dialog"], [role="listbox"]')) close();
  });
}
