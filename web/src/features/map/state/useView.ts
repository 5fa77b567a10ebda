// SPDX-License-Identifier: Apache-2.0
import { useElementSize } from "@mantine/hooks";
import { useCallback, useMemo } from "react";
import { useMe } from "@/api";
import { useParam } from "@/lib/useFilter";
import type { Journey } from "../document/types";
import { readZoom } from "../grid/measures";
import { type Lane, readLanes, usualLanes, writeLanes } from "../numbers/lanes";

const remembered = (key: string): string | null => {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
};

const remember = (key: string, value: string | null): void => {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Without storage the choice lasts as long as the address.
  }
};

/** Which lanes are shown: of the address, else as this person last chose, else as usual. */
export function useLanes(journey: Journey) {
  const key = `wend-lanes:${useMe().person?.id ?? ""}`;
  const [written, write] = useParam("lanes");
  const lanes = useMemo(
    () => readLanes(written) ?? readLanes(remembered(key)) ?? usualLanes(journey),
    [written, key, journey],
  );
  const set = useCallback(
    (next: readonly Lane[]) => {
      remember(key, writeLanes(next));
      write(writeLanes(next));
    },
    [key, write],
  );
  const reset = useCallback(() => {
    remember(key, null);
    write("");
  }, [key, write]);
  return { lanes, set, reset };
}

/** The zoom: of the address, else as this person last chose. */
export function useZoom(columns: number) {
  const key = `wend-zoom:${useMe().person?.id ?? ""}`;
  const [written, write] = useParam("zoom");
  const { ref, width } = useElementSize<HTMLDivElement>();
  const zoom = readZoom(written || remembered(key) || "1", columns, width || 1200);
  const set = useCallback(
    (next: string) => {
      remember(key, next);
      write(next);
    },
    [key, write],
  );
  return { zoom, set, ref };
}
