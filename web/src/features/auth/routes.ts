// SPDX-License-Identifier: Apache-2.0
import type { RouteObject } from "react-router";

export const open: RouteObject[] = [
  { path: "sign-in", lazy: () => import("./SignIn") },
  { path: "set-up", lazy: () => import("./SetUp") },
  { path: "invitations/:token", lazy: () => import("./Invitation") },
];
