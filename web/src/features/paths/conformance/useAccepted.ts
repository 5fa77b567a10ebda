// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { askAgain, keys, useMay } from "@/api";
import { type Acceptance, acceptDeviation, listAccepted, takeBackDeviation } from "@/api/generated";
import { useT } from "@/lang";
import { useToasts } from "@/ui";
import { useHere } from "../here";

export interface Accepting {
  /** What is kept with the journey, for everybody. */
  kept: readonly Acceptance[];
  /** What the address accepts, for whoever looks at it. */
  here: readonly string[];
  /** Whether one may accept for everybody; else it is for this look alone. */
  mayKeep: boolean;
  accept: (deviation: string, reason?: string) => void;
  takeBack: (deviation: string) => void;
}

/** Deviations that are accepted, and how to change what is. */
export function useAccepted(): Accepting {
  const t = useT();
  const toasts = useToasts();
  const queries = useQueryClient();
  const { terms } = useHere();
  const mayKeep = useMay("edit-journeys");
  const path = { id: terms.journey };
  const [search, setSearch] = useSearchParams();
  const here = search.getAll("accept");
  const kept = useQuery({
    queryKey: keys.accepted(terms.journey),
    queryFn: ({ signal }) => listAccepted({ path, signal }).then((a) => a.accepted ?? []),
    enabled: terms.journey !== "",
  });
  const setHere = (accepted: string[]) =>
    setSearch(
      (now) => {
        const next = new URLSearchParams(now);
        next.delete("accept");
        for (const one of accepted) next.append("accept", one);
        return next;
      },
      { replace: true },
    );
  const changed = () =>
    Promise.all([
      askAgain(queries, keys.accepted(terms.journey)),
      askAgain(queries, keys.question("conformance", {}).slice(0, 3)),
    ]);
  const accept = useMutation({
    mutationFn: (body: { deviation: string; reason?: string; count?: number }) =>
      acceptDeviation({ path, body }),
    onSuccess: changed,
    onError: toasts.failed,
  });
  const takeBack = useMutation({
    mutationFn: (one: Acceptance) => takeBackDeviation({ path, query: { deviation: one.deviation } }),
    onSuccess: async (_, { deviation, reason, count }) => {
      toasts.done(t("paths.conformance.tookBack"), () => accept.mutate({ deviation, reason, count }));
      await changed();
    },
    onError: toasts.failed,
  });
  return {
    kept: kept.data ?? [],
    here: here.filter((name) => !kept.data?.some((k) => k.deviation === name)),
    mayKeep,
    accept: (deviation, reason) => {
      if (mayKeep) accept.mutate({ deviation, ...(reason ? { reason } : {}) });
      else setHere([...here, deviation]);
    },
    takeBack: (deviation) => {
      const one = kept.data?.find((k) => k.deviation === deviation);
      if (one) takeBack.mutate(one);
      else setHere(here.filter((name) => name !== deviation));
    },
  };
}
