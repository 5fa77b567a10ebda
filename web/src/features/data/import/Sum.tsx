// SPDX-License-Identifier: Apache-2.0
import type { Fault } from "@/api";
import type { LoadPreview, LoadPreviewed } from "@/api/generated";
import { useT } from "@/lang";
import classes from "./Import.module.css";

interface SumProps {
  of: LoadPreview | undefined;
  /** The mapping cannot be read as it is, and the first thing that is wrong with it. */
  broken: boolean;
  fault: Fault | undefined;
  /** The event has no name yet. */
  unnamed: boolean;
}

/** What would come of an import, in a sentence, or what stands in its way. */
export function Sum({ of, broken, fault, unnamed }: SumProps) {
  const t = useT();
  if (unnamed) return <p className={classes.warn}>{t("data.preview.unnamed")}</p>;
  if (fault?.line)
    return (
      <p className={classes.bad} role="status">
        {t("data.preview.brokenAt", { line: fault.line, what: `${fault.message} ${fault.remedy ?? ""}` })}
      </p>
    );
  if (broken) return <p className={classes.bad}>{t("data.preview.broken")}</p>;
  if (!of) return <p>{t("data.preview.waiting")}</p>;
  const tables = of.tables ?? [];
  const all = (count: (p: LoadPreviewed) => number) => tables.reduce((n, p) => n + count(p), 0);
  const refused = all((p) => p.refused);
  return (
    <p aria-live="polite">
      {t("data.preview.sum", {
        rows: all((p) => p.rows),
        events: all((p) => p.total),
        customers: all((p) => p.customers ?? 0),
      })}{" "}
      <span className={refused > 0 ? classes.warn : undefined}>
        {t("data.preview.sumRefused", { count: refused })}
      </span>
    </p>
  );
}
