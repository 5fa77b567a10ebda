// SPDX-License-Identifier: Apache-2.0
import { type RouteObject, redirect } from "react-router";

export const routes: RouteObject[] = [
  {
    path: "data",
    lazy: () => import("./Data"),
    children: [
      { index: true, loader: () => redirect("/data/sources") },
      { path: "sources", lazy: () => import("./sources/Sources") },
      { path: "import", lazy: () => import("./import/Import") },
      { path: "import/:id", lazy: () => import("./import/OneImport") },
      { path: "events", lazy: () => import("./events/Events") },
      { path: "quarantine", lazy: () => import("./quarantine/Quarantine") },
      { path: "counts", lazy: () => import("./counts/Counts") },
    ],
  },
];
