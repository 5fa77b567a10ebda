// SPDX-License-Identifier: Apache-2.0
import { Tooltip } from "@mantine/core";
import { useT } from "@/lang";
import { BasisMark, type Statement, statementsOf } from "@/ui/documents";
import classes from "./Statements.module.css";

/** Sentences about a customer, each with what it rests on; of pains how bad they are. */
export function Statements({ of, mark }: { of: unknown; mark?: "good" | "bad" }) {
  const t = useT();
  const list = statementsOf(of);
  if (list.length === 0) return <p className={classes.none}>{t("personas.nothing")}</p>;
  return (
    <ul className={classes.list} data-mark={mark}>
      {list.map((statement) => (
        <li key={statement.title}>
          <BasisMark statement={statement} />
          <span>{statement.title}</span>
          {statement.severity !== undefined && <Severity statement={statement} />}
        </li>
      ))}
    </ul>
  );
}

function Severity({ statement }: { statement: Statement }) {
  const t = useT();
  const severity = statement.severity ?? 0;
  const label = t("documents.severity", { severity });
  return (
    <Tooltip label={label}>
      <span className={classes.severity} role="img" aria-label={label}>
        {[1, 2, 3, 4, 5].map((n) => (
          <i key={n} data-on={n <= severity || undefined} />
        ))}
      </span>
    </Tooltip>
  );
}
