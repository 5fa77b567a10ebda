// SPDX-License-Identifier: Apache-2.0
import { IconEqual } from "@tabler/icons-react";
import type { JourneyChange } from "@/api/generated";
import { useSpeech } from "@/lang";
import { EmptyState } from "@/ui";
import { useRuleWords } from "@/ui/useRuleWords";
import { useNames } from "../state/useNames";
import classes from "./History.module.css";
import { byStep } from "./versions";
import { changeWords, type Speaker, titleIn } from "./words";

export interface ChangesProps {
  changes: readonly JourneyChange[];
  /** The title of a step by its id, where it is known. */
  titleOf: (step: string) => string;
}

/** What changed, in words. */
export function ChangeList({ changes, titleOf }: ChangesProps) {
  const { t } = useSpeech();
  // Which the journey of now may not have.
  const step = (id: string) => changes.flatMap((c) => (c.step === id && titleIn(c)) || [])[0] ?? titleOf(id);
  const speaker = useSpeaker(step);
  if (changes.length === 0)
    return <EmptyState icon={<IconEqual size={20} stroke={1.6} />} title={t("map.history.same")} />;
  return (
    <div className={classes.changes}>
      {byStep(changes).map((group) => (
        <section key={group.step}>
          <h3>{group.step ? step(group.step) : t("map.history.itself")}</h3>
          <ul>
            {group.changes.map((change, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two lines may read the same
              <li key={i}>{changeWords(change, speaker)}</li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function useSpeaker(step: (id: string) => string): Speaker {
  const { t, format } = useSpeech();
  const rules = useRuleWords();
  const names = useNames();
  const titled = (kind: keyof typeof names) => (id: string) =>
    names[kind].find((term) => term.value === id)?.label ?? id;
  const titles = {
    step,
    segment: titled("segments"),
    persona: titled("personas"),
    channel: titled("channels"),
  };
  return { t, format, rules, titles };
}
