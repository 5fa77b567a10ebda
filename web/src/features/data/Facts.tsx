// SPDX-License-Identifier: Apache-2.0
import classes from "./Data.module.css";

export interface Fact {
  name: string;
  value: string;
  tone?: "warn";
}

/** Some counts side by side, each with what it counts. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map((f) => (
        <div key={f.name}>
          <dt>{f.name}</dt>
          <dd data-tone={f.tone}>{f.value}</dd>
        </div>
      ))}
    </dl>
  );
}
