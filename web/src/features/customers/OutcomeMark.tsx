// SPDX-License-Identifier: Apache-2.0
import { useT } from "@/lang";
import classes from "./Customers.module.css";
import type { Outcome } from "./wire";

/** What an instance came to, as a dot and a word. */
export function OutcomeMark({ outcome }: { outcome: Outcome }) {
  const t = useT();
  return (
    <span className={classes.outcome} data-outcome={outcome}>
      {t(`customers.outcome.${outcome}`)}
    </span>
  );
}
