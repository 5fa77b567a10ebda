// SPDX-License-Identifier: Apache-2.0
import { Outlet, useLocation } from "react-router";
import { type Action, useMe } from "@/api";
import { useT } from "@/lang";
import { EmptyState, Page, PageHeader, ScreenTabs } from "@/ui";

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
        <ScreenTabs
          label={t("nav.data")}
          tabs={parts
            .filter((p) => may.includes(p.needs))
            .map(({ part }) => ({ name: t(`data.parts.${part}`), to: `/data/${part}` }))}
        />
      </PageHeader>
      {allowed ? <Outlet /> : <EmptyState title={t("nav.forbidden")} text={t("nav.forbiddenText")} />}
    </Page>
  );
}
