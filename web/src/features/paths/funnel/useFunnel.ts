// SPDX-License-Identifier: Apache-2.0
import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import { useHere } from "../here";
import type { Query } from "../terms";
import {
  type Exclusion,
  type FunnelStep,
  fitted,
  newStep,
  parseExclusion,
  parseStep,
  writeExclusion,
  writeStep,
} from "./funnelSteps";

export interface FunnelState {
  /** As chosen; empty: those that the journey requires. */
  chosen: FunnelStep[];
  /** As asked: the chosen ones, or the required ones. */
  steps: FunnelStep[];
  exclusions: Exclusion[];
  query: Query;
  setSteps: (steps: FunnelStep[]) => void;
  setExclusions: (exclusions: Exclusion[]) => void;
}

/** The funnel in the address. */
export function useFunnel(): FunnelState {
  const { terms, steps: all } = useHere();
  const [search, setSearch] = useSearchParams();
  const write = useCallback(
    (steps: FunnelStep[], exclusions: Exclusion[], count = steps.length) =>
      setSearch(
        (now) => {
          const next = new URLSearchParams(now);
          next.delete("step");
          next.delete("exclude");
          for (const step of steps) next.append("step", writeStep(step));
          for (const one of fitted(exclusions, count)) next.append("exclude", writeExclusion(one));
          return next;
        },
        { replace: true },
      ),
    [setSearch],
  );
  return useMemo(() => {
    const texts = search.getAll("step");
    const chosen = texts.map((text) => parseStep(text, (id) => all.find(id) !== undefined));
    const required = terms.events
      ? []
      : all.list.filter((s) => s.observed && !s.optional).map((s) => newStep(s.id));
    const exclusions = search.getAll("exclude").map(parseExclusion);
    const steps = chosen.length > 0 ? chosen : required;
    return {
      chosen,
      steps,
      exclusions,
      query: {
        step: texts.length > 0 ? texts : undefined,
        exclude: exclusions.length > 0 ? exclusions.map(writeExclusion) : undefined,
        order: search.get("order") ?? undefined,
        window: search.get("window") ?? undefined,
        per: search.get("per") ?? undefined,
      },
      setSteps: (next) => write(next, exclusions),
      setExclusions: (next) => write(chosen, next, steps.length),
    };
  }, [search, all, terms.events, write]);
}
