// SPDX-License-Identifier: Apache-2.0
import { Outlet, useLocation } from "react-router";
import { type Action, useMe } from "@/api";
import { useT } from "@/lang";
import { EmptyState, Page, PageHeader, ScreenTabs } from "@/ui";

type Part = "sessions" | "people" | "tokens" | "workspace" | "audit";

/** The parts of the settings, with what one must be allowed to do there. */
const parts: { part: Part; needs: Action }[] = [
  { part: "sessions", needs: "own-account" },
  { part: "people", needs: "read-journeys" },
  { part: "tokens", needs: "manage-tokens" },
  { part: "workspace", needs: "manage-workspace" },
  { part: "audit", needs: "read-audit" },
];

export function Component() {
  const t = useT();
  const may = useMe().may ?? [];
  const { pathname } = useLocation();
  const here = parts.find((p) => pathname === `/settings/${p.part}`);
  const allowed = !here || may.includes(here.needs);
  return (
    <Page
      title={here ? `${t(`settings.${here.part}.name`)} · ${t("nav.settings")}` : t("nav.settings")}
      narrow
    >
      <PageHeader title={t("nav.settings")}>
        <ScreenTabs
          label={t("nav.settings")}
          tabs={parts
            .filter((p) => may.includes(p.needs))
            .map(({ part }) => ({ name: t(`settings.${part}.name`), to: `/settings/${part}` }))}
        />
      </PageHeader>
      {allowed ? <Outlet /> : <EmptyState title={t("nav.forbidden")} text={t("nav.forbiddenText")} />}
    </Page>
  );
}
