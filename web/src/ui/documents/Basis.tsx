// SPDX-License-Identifier: Apache-2.0
import { Tooltip } from "@mantine/core";
import { useFormat, useT } from "@/lang";
import classes from "./documents.module.css";

export type BasisKind = "hypothesis" | "research" | "data";

/** One sentence about customers, with what it rests on. */
export interface Statement {
  title: string;
  severity?: number;
  basis?: BasisKind;
  source?: string;
  date?: string;
}

/** Documents write a sentence alone, or a mapping where more is known. */
export const statementOf = (written: unknown): Statement =>
  typeof written === "string" ? { title: written } : (written as Statement);

export const statementsOf = (written: unknown): Statement[] =>
  (Array.isArray(written) ? written : written == null ? [] : [written]).map(statementOf);

/** How well founded a statement is, as a small mark that says it on hover. */
export function BasisMark({ statement }: { statement: Statement }) {
  const t = useT();
  const format = useFormat();
  const basis = statement.basis ?? "hypothesis";
  const from = [statement.source, statement.date && format.date(statement.date)].filter(Boolean).join(", ");
  return (
    <Tooltip
      label={
        <>
          {t(`documents.basis.${basis}`)}: {t(`documents.basisText.${basis}`)}
          {from && <> {from}.</>}
        </>
      }
    >
      <span
        className={classes.basis}
        data-basis={basis}
        role="img"
        aria-label={[t(`documents.basis.${basis}`), from].filter(Boolean).join(": ")}
      />
    </Tooltip>
  );
}

/** How many statements rest on what. */
export function BasisSum({ statements }: { statements: readonly Statement[] }) {
  const t = useT();
  return (
    <span className={classes.sum}>
      {(["data", "research", "hypothesis"] as const).map((basis) => {
        const count = statements.filter((s) => (s.basis ?? "hypothesis") === basis).length;
        if (count === 0) return null;
        return (
          <Tooltip key={basis} label={t(`documents.basisText.${basis}`)}>
            <span>
              <span className={classes.basis} data-basis={basis} aria-hidden />
              {t(`documents.basisCount.${basis}`, { count })}
            </span>
          </Tooltip>
        );
      })}
    </span>
  );
}
