// SPDX-License-Identifier: Apache-2.0
import { useQueryClient } from "@tanstack/react-query";
import { askAgain, keys } from "@/api";
import { archiveJourney, restoreJourney } from "@/api/generated";
import type { JourneySummary } from "@/api/lists";
import { useT } from "@/lang";
import { useToasts } from "@/ui";

/** Puts a journey into the archive, with a way back, and takes it out again. */
export function useArchive() {
  const t = useT();
  const toasts = useToasts();
  const queries = useQueryClient();
  const listAgain = () => askAgain(queries, keys.journeys);

  const restore = async ({ id, title }: JourneySummary) => {
    try {
      // Version 0 is the journey as it was when it was put away.
      await restoreJourney({ path: { id }, body: { version: 0 } });
      toasts.done(t("journeys.restored", { title }));
    } catch (error) {
      toasts.failed(error);
    }
    await listAgain();
  };
  const archive = async (journey: JourneySummary) => {
    try {
      await archiveJourney({ path: { id: journey.id } });
      toasts.done(t("journeys.archived", { title: journey.title }), () => void restore(journey));
    } catch (error) {
      toasts.failed(error);
    }
    await listAgain();
  };
  return { archive, restore };
}
