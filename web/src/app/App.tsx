// SPDX-License-Identifier: Apache-2.0
import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { RouterProvider } from "react-router";
import { onSignedOut } from "@/api/http";
import { meQuery } from "@/api/session";
import { Stream, Streaming } from "@/api/stream";
import { Speaking } from "@/lang";
import { AskingProvider, ShortcutProvider } from "@/ui";
import { resolver, theme } from "@/ui/theme";
import { Labelled } from "./Labelled";
import { newQueryClient } from "./queries";
import { newRouter } from "./router";

// The same key as in public/scheme.js, which runs before this.
const scheme = localStorageColorSchemeManager({ key: "wend-scheme" });

/** Wend in a browser: everything that all screens rest on, in order. */
export function App() {
  const [parts] = useState(() => {
    const queries = newQueryClient();
    const router = newRouter(queries);
    onSignedOut(() => {
      // Whoever is not signed in yet is on their way there already.
      if (!queries.getQueryData(meQuery.queryKey)) return;
      queries.removeQueries();
      const { pathname, search } = window.location;
      void router.navigate(`/sign-in?then=${encodeURIComponent(pathname + search)}`);
    });
    return { queries, router, stream: new Stream() };
  });
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolver}
      colorSchemeManager={scheme}
      defaultColorScheme="auto"
    >
      <QueryClientProvider client={parts.queries}>
        <InTheZone>
          <Streaming stream={parts.stream}>
            <Labelled>
              <ShortcutProvider>
                <AskingProvider>
                  <Notifications position="bottom-right" />
                  <RouterProvider router={parts.router} />
                </AskingProvider>
              </ShortcutProvider>
            </Labelled>
          </Streaming>
        </InTheZone>
      </QueryClientProvider>
    </MantineProvider>
  );
}

/** Dates are in the workspace's zone, and texts in the person's language, once somebody is signed in. */
function InTheZone({ children }: { children: ReactNode }) {
  const { data } = useQuery({ ...meQuery, enabled: false });
  return (
    <Speaking zone={data?.workspace.zone} preferred={data?.person.locale}>
      {children}
    </Speaking>
  );
}
