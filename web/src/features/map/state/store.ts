// SPDX-License-Identifier: Apache-2.0
import { useSyncExternalStore } from "react";

/** A little state outside of React, so that only whoever looks at a part of it draws again. */
export interface Store<T> {
  read: () => T;
  write: (part: Partial<T>) => void;
  subscribe: (listener: () => void) => () => void;
}

export function newStore<T extends object>(initial: T): Store<T> {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    read: () => state,
    write: (part) => {
      state = { ...state, ...part };
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** A part of a store; what `pick` gives must be the same value while nothing changed. */
export function useStore<T, P>(store: Store<T>, pick: (state: T) => P): P {
  return useSyncExternalStore(store.subscribe, () => pick(store.read()));
}
