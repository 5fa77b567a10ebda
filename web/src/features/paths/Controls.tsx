// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react";
import classes from "./Controls.module.css";

/** The settings of a panel, in one row above what they change. */
export function Controls({ children }: { children: ReactNode }) {
  return <div className={classes.controls}>{children}</div>;
}
