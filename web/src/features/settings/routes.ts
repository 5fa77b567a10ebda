// SPDX-License-Identifier: Apache-2.0
import { type RouteObject, redirect } from "react-router";

export const routes: RouteObject[] = [
  {
    path: "settings",
    lazy: () => import("./Settings"),
    children: [
      { index: true, loader: () => redirect("/settings/sessions") },
      { path: "sessions", lazy: () => import("./Account") },
      { path: "people", lazy: () => import("./People") },
      { path: "tokens", lazy: () => import("./Tokens") },
      { path: "workspace", lazy: () => import("./WorkspacePage") },
      { path: "audit", lazy: () => import("./Audit") },
    ],
  },
];
