// SPDX-License-Identifier: Apache-2.0
import type { RouteObject } from "react-router";

/** What a feature's routes.ts exports. */
interface Feature {
  /** Screens inside the shell, for whoever is signed in. */
  routes?: RouteObject[];
  /** Screens outside of it: sign-in, set-up. */
  open?: RouteObject[];
}

// Every feature is found by its file: none needs to be registered anywhere.
const features = Object.values(import.meta.glob<Feature>("../features/*/routes.ts", { eager: true }));

export const screens: RouteObject[] = features.flatMap((f) => f.routes ?? []);
export const open: RouteObject[] = features.flatMap((f) => f.open ?? []);
