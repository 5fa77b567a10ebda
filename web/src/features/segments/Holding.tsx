// SPDX-License-Identifier: Apache-2.0
import { Loader } from "@mantine/core";
import { useFormat, useT } from "@/lang";
import { Figure } from "@/ui";
import classes from "./Holding.module.css";
import type { HoldingAnswer } from "./useHolding";

/** How many customers the rule holds for now, while it is edited. */
export function Holding({ of: { held, waiting, problem, errors } }: { of: HoldingAnswer }) {
  const t = useT();
  const format = useFormat();
  const wrong = problem !== undefined || Object.keys(errors).length > 0;
  return (
    <div className={classes.holding} role="status" aria-busy={waiting}>
      {held && !wrong ? (
        <span>
          {t("segments.holds", { count: held.customers, of: format.number(held.of) })}{" "}
          {held.share && (
            <>
              (
              <Figure
                of={held.share}
                kind="percent"
                label={t("segments.share")}
                note={t("segments.shareText")}
              />
              )
            </>
          )}
        </span>
      ) : (
        <span>
          {wrong
            ? (problem ?? t("segments.notCounted"))
            : waiting
              ? t("segments.counting")
              : t("segments.noCount")}
        </span>
      )}
      {waiting && <Loader size={12} aria-hidden />}
    </div>
  );
}
