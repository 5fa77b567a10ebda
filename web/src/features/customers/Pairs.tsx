// SPDX-License-Identifier: Apache-2.0
import { useFormat, useT } from "@/lang";
import classes from "./Customer.module.css";
import type { Facts } from "./wire";

/** Names with their values, always as plain text. */
export function Pairs({ of }: { of: Facts }) {
  const say = useSay();
  return (
    <dl className={classes.pairs}>
      {Object.entries(of).map(([name, value]) => (
        <div key={name} style={{ display: "contents" }}>
          <dt>{name}</dt>
          <dd>{say(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

function useSay(): (value: unknown) => string {
  const t = useT();
  const format = useFormat();
  return (value) => {
    if (value === null || value === undefined || value === "") return "–";
    if (typeof value === "boolean") return value ? t("common.yes") : t("common.no");
    if (typeof value === "string")
      return /^\d{4}-\d{2}-\d{2}T\d{2}:/.test(value) ? format.dateTime(value) : value;
    return typeof value === "number" ? String(value) : JSON.stringify(value);
  };
}
