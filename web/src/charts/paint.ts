// SPDX-License-Identifier: Apache-2.0
import { useComputedColorScheme } from "@mantine/core";
import { useMemo } from "react";
import "./palette.css";

/** Colours as they are now, light or dark, for what cannot read CSS: paint("var(--w-ink)"). */
export type Paint = (colour: string) => string;

export function usePaint(): Paint {
  const scheme = useComputedColorScheme("light", { getInitialValueInEffect: false });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the scheme decides what the variables are
  return useMemo(() => {
    const style = getComputedStyle(document.documentElement);
    return (colour) => {
      const name = /^var\((--[\w-]+)\)$/.exec(colour)?.[1];
      return name ? style.getPropertyValue(name).trim() || "#888" : colour;
    };
  }, [scheme]);
}
