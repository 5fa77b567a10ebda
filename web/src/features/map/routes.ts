// SPDX-License-Identifier: Apache-2.0
import type { RouteObject } from "react-router";

export const routes: RouteObject[] = [
  { path: "journeys/:id", lazy: () => import("./Map") },
  { path: "journeys/:id/history", lazy: () => import("./history/History") },
];
