// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { IconCompass } from "@tabler/icons-react";
import { useEffect } from "react";
import { isRouteErrorResponse, Link, useRouteError } from "react-router";
import { Problem } from "@/api";
import { useT } from "@/lang";
import { EmptyState, ErrorState, Page } from "@/ui";

/** The page that an address without a screen leads to. */
export function NotFound() {
  const t = useT();
  return (
    <Page title={t("nav.notFound")}>
      <EmptyState
        icon={<IconCompass size={20} stroke={1.6} />}
        title={<h1 style={{ font: "inherit", margin: 0 }}>{t("nav.notFound")}</h1>}
        text={t("nav.notFoundText")}
        action={
          <Button component={Link} to="/" variant="default">
            {t("nav.toHome")}
          </Button>
        }
      />
    </Page>
  );
}

/** What is shown instead of a screen that broke: said plainly, with another try. */
export function Failure() {
  const t = useT();
  const error = useRouteError();
  // biome-ignore lint/suspicious/noConsole: whoever reports a broken page finds its trace there
  useEffect(() => console.error(error), [error]);
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFound />;
  const known = error instanceof Problem;
  return (
    <Page title={t("nav.broken")}>
      <ErrorState
        title={t("nav.broken")}
        error={known ? error : new Problem(-1, { detail: t("nav.brokenText") })}
        retry={() => window.location.reload()}
      />
    </Page>
  );
}
