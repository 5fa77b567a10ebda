// SPDX-License-Identifier: Apache-2.0
import type { RouteObject } from "react-router";

export const routes: RouteObject[] = [
  { path: "personas", lazy: () => import("./Personas") },
  { path: "personas/:id", lazy: () => import("./Persona") },
];
