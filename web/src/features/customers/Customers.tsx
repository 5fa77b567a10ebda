// SPDX-License-Identifier: Apache-2.0
import { IconLock } from "@tabler/icons-react";
import { useMemo } from "react";
import { useSearchParams } from "react-router";
import { useMay } from "@/api";
import { useT } from "@/lang";
import { useParam } from "@/lib/useFilter";
import { EmptyState, Page, PageHeader, Panel } from "@/ui";
import { SearchField } from "@/ui/SearchField";
import { Behind } from "./Behind";
import { readTerms } from "./behind";
import classes from "./Customers.module.css";
import { Search } from "./Search";

/** Customers: those that a search finds, or those who stand behind a number. */
export function Component() {
  const t = useT();
  const may = useMay("read-customers");
  const [search] = useSearchParams();
  const terms = useMemo(() => readTerms(search), [search]);
  return (
    <Page title={t("customers.title")}>
      <PageHeader title={t("customers.title")} text={t("customers.text")} />
      {!may ? (
        <Panel>
          <EmptyState
            icon={<IconLock size={20} stroke={1.6} />}
            title={t("customers.forbidden")}
            text={t("customers.forbiddenText")}
          />
        </Panel>
      ) : terms ? (
        <Behind terms={terms} />
      ) : (
        <>
          <Field />
          <Search />
        </>
      )}
    </Page>
  );
}

function Field() {
  const t = useT();
  const [q, setQ] = useParam("q");
  return (
    <SearchField
      className={classes.find}
      label={t("customers.find")}
      description={t("customers.findText")}
      inputWrapperOrder={["label", "input", "description", "error"]}
      value={q}
      onSearch={setQ}
    />
  );
}
