// SPDX-License-Identifier: Apache-2.0
import type { QueryClient } from "@tanstack/react-query";
import { type LoaderFunctionArgs, redirect } from "react-router";
import { keys, meQuery, problemOf } from "@/api";
import { getSetUp } from "@/api/generated";

/** Lets in whoever is signed in; sends others to sign in, or to set up a new Wend. */
export function requireMe(queries: QueryClient) {
  return async ({ request }: LoaderFunctionArgs) => {
    try {
      return await queries.ensureQueryData(meQuery);
    } catch (error) {
      if (problemOf(error).code !== "unauthorized") throw error;
      const setup = await queries.fetchQuery({
        queryKey: keys.setup,
        queryFn: () => getSetUp(),
      });
      if (setup.needed) throw redirect("/set-up");
      const { pathname, search } = new URL(request.url);
      throw redirect(
        pathname === "/" ? "/sign-in" : `/sign-in?then=${encodeURIComponent(pathname + search)}`,
      );
    }
  };
}
