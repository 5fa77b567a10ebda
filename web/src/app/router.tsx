// SPDX-License-Identifier: Apache-2.0
import type { QueryClient } from "@tanstack/react-query";
import { createBrowserRouter } from "react-router";
import { Failure, NotFound } from "./Failure";
import { requireMe } from "./guard";
import { Shell } from "./Shell";
import { open, screens } from "./screens";

export function newRouter(queries: QueryClient) {
  return createBrowserRouter([
    { hydrateFallbackElement: <div />, errorElement: <Failure />, children: open },
    {
      element: <Shell />,
      loader: requireMe(queries),
      // Who is signed in does not change from screen to screen.
      shouldRevalidate: () => false,
      hydrateFallbackElement: <div />,
      errorElement: <Failure />,
      children: [{ errorElement: <Failure />, children: [...screens, { path: "*", element: <NotFound /> }] }],
    },
  ]);
}
