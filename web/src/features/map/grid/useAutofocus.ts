// SPDX-License-Identifier: Apache-2.0
import { type RefObject, useEffect, useRef } from "react";

/** Gives the focus to the part marked data-autofocus, or the first that can have it. */
export function useAutofocus<E extends HTMLElement>(): RefObject<E | null> {
  const within = useRef<E>(null);
  useEffect(() => {
    const root = within.current;
    const part =
      root?.querySelector<HTMLElement>("[data-autofocus]") ?? root?.querySelector<HTMLElement>("button");
    part?.focus({ preventScroll: true });
  }, []);
  return within;
}
