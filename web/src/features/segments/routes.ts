// SPDX-License-Identifier: Apache-2.0
import type { RouteObject } from "react-router";

export const routes: RouteObject[] = [
  { path: "segments", lazy: () => import("./Segments") },
  { path: "segments/:id", lazy: () => import("./Segment") },
];
