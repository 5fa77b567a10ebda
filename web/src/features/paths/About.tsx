// SPDX-License-Identifier: Apache-2.0
import { useFormat, useT } from "@/lang";
import type { About as AboutAnswer } from "./answers";
import classes from "./Paths.module.css";

/** What an answer is of: version, moment, ripeness and what it leaves aside. */
export function About({ of }: { of: AboutAnswer }) {
  const t = useT();
  const format = useFormat();
  const parts = [
    of.journey &&
      (of.version > 0 ? t("paths.subject.version", { version: of.version }) : t("paths.about.file")),
    t("paths.about.asOf", { moment: format.dateTime(of.as_of) }),
    of.ripe_after_s > 0 && t("paths.about.ripe", { time: format.duration(of.ripe_after_s) }),
    of.unassigned > 0 && t("paths.about.unassigned", { count: of.unassigned }),
  ].filter((part) => typeof part === "string" && part !== "");
  return (
    <p className={classes.about}>
      {parts.map((part) => (
        <span key={String(part)}>{part}</span>
      ))}
    </p>
  );
}
