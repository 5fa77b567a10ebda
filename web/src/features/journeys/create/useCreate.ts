// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { askAgain, keys, type Problem } from "@/api";
import { type MadeJourney, type MakeJourneyInputBody, makeJourney } from "@/api/generated";
import { useT } from "@/lang";
import { useToasts } from "@/ui";

/** Makes a journey as a draft, and opens its map. */
export function useCreate() {
  const t = useT();
  const toasts = useToasts();
  const navigate = useNavigate();
  const queries = useQueryClient();
  return useMutation<MadeJourney, Problem, MakeJourneyInputBody>({
    mutationFn: (body) => makeJourney({ body }),
    onSuccess: async ({ id, journey }) => {
      // A template brings personas, segments and more along.
      await Promise.all([askAgain(queries, keys.journeys), askAgain(queries, ["documents"])]);
      toasts.done(t("journeys.create.created", { title: String(journey.title ?? id) }));
      await navigate(`/journeys/${encodeURIComponent(id)}`);
    },
  });
}
