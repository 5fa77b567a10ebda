// SPDX-License-Identifier: Apache-2.0
import { IconEqual } from "@tabler/icons-react";
import { useT } from "@/lang";
import { EmptyState } from "@/ui";
import classes from "./History.module.css";
import { byStep, type Change, partsOf } from "./versions";

interface ChangesProps {
  changes: readonly Change[];
  /** The title of a step by its id, where it is known. */
  titleOf: (step: string) => string;
}

/** What changed, in words. */
export function Changes({ changes, titleOf }: ChangesProps) {
  const t = useT();
  if (changes.length === 0)
    return <EmptyState icon={<IconEqual size={20} stroke={1.6} />} title={t("map.history.same")} />;
  return (
    <div className={classes.changes}>
      {byStep(changes).map(({ step, words }) => (
        <section key={step}>
          <h3>{step ? titleOf(step) : t("map.history.itself")}</h3>
          <ul>
            {words.map((line, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two lines may read the same
              <li key={i}>
                {partsOf(line).map((part, k) =>
                  // biome-ignore lint/suspicious/noArrayIndexKey: parts of one line
                  part.name ? <code key={k}>{part.text}</code> : <span key={k}>{part.text}</span>,
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
