// SPDX-License-Identifier: Apache-2.0
import type { RouteObject } from "react-router";

export const routes: RouteObject[] = [
  { path: "customers", lazy: () => import("./Customers") },
  { path: "customers/:id", lazy: () => import("./Customer") },
];
