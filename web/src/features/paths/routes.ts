// SPDX-License-Identifier: Apache-2.0
import { type RouteObject, redirect } from "react-router";

const begin: RouteObject["loader"] = ({ request }) => redirect(`/paths/flow${new URL(request.url).search}`);

export const routes: RouteObject[] = [
  { path: "paths", loader: begin },
  { path: "paths/sankey", loader: begin },
  { path: "paths/:tab", lazy: () => import("./Paths") },
];
