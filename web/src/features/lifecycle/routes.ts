// SPDX-License-Identifier: Apache-2.0
import type { RouteObject } from "react-router";

export const routes: RouteObject[] = [{ path: "lifecycle", lazy: () => import("./Lifecycle") }];
