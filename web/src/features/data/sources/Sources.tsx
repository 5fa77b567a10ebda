// SPDX-License-Identifier: Apache-2.0
import { useMay } from "@/api";
import classes from "../Data.module.css";
import { Arriving } from "./Arriving";
import { Senders } from "./Senders";

/** Where events come from, and who may send them. */
export function Component() {
  const manages = useMay("manage-sources");
  return (
    <div className={classes.stack}>
      <Arriving />
      {manages && <Senders />}
    </div>
  );
}
