// SPDX-License-Identifier: Apache-2.0
import { ActionIcon, Drawer, Skeleton } from "@mantine/core";
import { useDisclosure, useLocalStorage } from "@mantine/hooks";
import { IconMenu2 } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useState } from "react";
import { Outlet, ScrollRestoration } from "react-router";
import { askAgain, keys, Problem, useStream } from "@/api";
import { ownImports } from "@/api/ownImports";
import { useT } from "@/lang";
import { Logo, useShortcut, useToasts } from "@/ui";
import { isBehind } from "./fresh";
import { Nav } from "./Nav";
import { Notices } from "./Notices";
import classes from "./Shell.module.css";

const loadPalette = () => import("./Palette");
const Palette = lazy(loadPalette);

/** The frame of all screens: the rail at the left, the screen beside it. */
export function Shell() {
  const t = useT();
  const queries = useQueryClient();
  const toasts = useToasts();
  const [narrow, setNarrow] = useLocalStorage({ key: "wend-rail", defaultValue: false });
  const [opened, drawer] = useDisclosure(false);
  const [wanted, setWanted] = useState(0);
  // It may have to be fetched first, which needs a connection.
  const search = () =>
    loadPalette().then(
      () => setWanted((times) => times + 1),
      () => toasts.failed(new Problem(0, {})),
    );
  useShortcut("mod+k", t("nav.palette"), () => void search());
  // Fetched when nothing else is to be done, so that what is typed first is not lost.
  useEffect(() => {
    const idle = setTimeout(() => void loadPalette().catch(() => {}), 500);
    return () => clearTimeout(idle);
  }, []);
  const [fresh, setFresh] = useState(false);
  const show = () => {
    setFresh(false);
    void askAgain(queries, keys.data);
  };
  const state = useStream("", {
    published: () => void askAgain(queries, keys.journeys),
    import: ({ id, state }) => {
      if (state === "done" && ownImports.has(id)) show();
    },
    // Without figures on the screen there is nothing to be told about.
    events: ({ position }) => setFresh(isBehind(queries, position, Date.now())),
  });
  return (
    <div className={classes.shell} data-narrow={narrow || undefined}>
      <a className={classes.skip} href="#content">
        {t("nav.skip")}
      </a>
      <aside className={classes.rail}>
        <Nav narrow={narrow} onToggle={() => setNarrow(!narrow)} onSearch={() => void search()} />
      </aside>
      <div className={classes.top}>
        <ActionIcon aria-label={t("nav.menu")} onClick={drawer.open} size="lg">
          <IconMenu2 size={20} stroke={1.6} />
        </ActionIcon>
        <Logo />
      </div>
      <Drawer
        opened={opened}
        onClose={drawer.close}
        size={264}
        padding={0}
        withCloseButton={false}
        title={t("nav.main")}
      >
        <Nav
          narrow={false}
          onGo={drawer.close}
          onSearch={() => {
            drawer.close();
            void search();
          }}
        />
      </Drawer>
      <main id="content" className={classes.main} tabIndex={-1}>
        <Notices lost={state === "lost"} fresh={fresh} onShow={show} />
        <div className={classes.screen}>
          <Suspense fallback={<Waiting />}>
            <Outlet />
          </Suspense>
        </div>
      </main>
      {wanted > 0 && (
        <Suspense>
          <Palette wanted={wanted} />
        </Suspense>
      )}
      <ScrollRestoration />
    </div>
  );
}

function Waiting() {
  const t = useT();
  return (
    <div className={classes.waiting} role="status" aria-label={t("common.loading")}>
      <Skeleton height={28} width={220} />
      <Skeleton height={240} />
    </div>
  );
}
