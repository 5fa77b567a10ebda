// SPDX-License-Identifier: Apache-2.0
import { NavLink, Outlet, useLocation } from "react-router";
import { type Action, useMe } from "@/api";
import { useT } from "@/lang";
import { EmptyState, Page, PageHeader } from "@/ui";
import classes from "./Data.module.css";

type Part = "sources" | "import" | "events" | "quarantine" | "counts";

/** The parts of the data, with what one must be allowed to do there. */
const parts: { part: Part; needs: Action }[] = [
  { part: "sources", needs: "ask" },
  { part: "import", needs: "import-data" },
  { part: "events", needs: "ask" },
  { part: "quarantine", needs: "read-customers" },
  { part: "counts", needs: "ask" },
];

/** What Wend hears of customers: where it comes from, what it is, and what could not be read. */
export function Component() {
  const t = useT();
  const may = useMe().may ?? [];
  const { pathname } = useLocation();
  const here = parts.find((p) => pathname.startsWith(`/data/${p.part}`));
  const allowed = !here || may.includes(here.needs);
  return (
    <Page title={here ? `${t(`data.parts.${here.part}`)} · ${t("nav.data")}` : t("nav.data")}>
      <PageHeader title={t("nav.data")} text={t("data.text")}>
        <nav className={classes.tabs} aria-label={t("nav.data")}>
          {parts
            .filter((p) => may.includes(p.needs))
            .map(({ part }) => (
              <NavLink key={part} to={`/data/${part}`} className={classes.tab}>
                {t(`data.parts.${part}`)}
              </NavLink>
            ))}
        </nav>
      </PageHeader>
      {allowed ? <Outlet /> : <EmptyState title={t("nav.forbidden")} text={t("nav.forbiddenText")} />}
    </Page>
  );
}
