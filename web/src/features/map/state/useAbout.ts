// SPDX-License-Identifier: Apache-2.0
import { useFormat, useT } from "@/lang";
import { useFilter } from "@/lib/useFilter";
import { useFilterWords } from "@/ui";
import type { Journey } from "../document/types";
import { useNames } from "./useNames";
import type { Numbers } from "./useNumbers";

/** What a picture of the map is of: which text, which customers, how many, and when. */
export function useAbout(journey: Journey, drafted: boolean, version: number, numbers: Numbers): string[] {
  const t = useT();
  const format = useFormat();
  const [filter] = useFilter();
  const actors = (journey.actors ?? []).map((a) => ({ value: a, label: a }));
  const words = useFilterWords(filter, useNames(), actors);
  const draft = version > 0 ? t("map.draftOf", { version }) : t("map.draft");
  const { card } = numbers;
  return [
    drafted || version === 0 ? draft : t("map.version", { version }),
    ...words,
    ...(card
      ? [
          `${t("map.whole.instances")}: ${format.number(card.instances.total)}`,
          `${t("map.whole.asOf")} ${format.dateTime(card.as_of)}`,
        ]
      : []),
  ];
}
