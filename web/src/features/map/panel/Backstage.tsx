// SPDX-License-Identifier: Apache-2.0
import { useT } from "@/lang";
import type { Step } from "../document/types";
import { ItemsField } from "./ItemsField";
import classes from "./Panel.module.css";

/** Who and what makes the step possible, in sight of the customer and behind the scenes. */
export function Backstage({ step }: { step: Step }) {
  const t = useT();
  return (
    <>
      <p className={classes.hint}>{t("map.field.backstageText")}</p>
      <ItemsField step={step} lane="frontstage" />
      <ItemsField step={step} lane="backstage" />
      <ItemsField step={step} lane="support" />
    </>
  );
}
