// SPDX-License-Identifier: Apache-2.0
import type { RouteObject } from "react-router";

export const routes: RouteObject[] = [
  { path: "journeys", lazy: () => import("./Journeys") },
  { path: "journeys/new", lazy: () => import("./create/NewJourney") },
];
