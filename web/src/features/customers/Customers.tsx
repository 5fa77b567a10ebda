// SPDX-License-Identifier: Apache-2.0
import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconLock, IconSearch } from "@tabler/icons-react";
import { useMemo, useRef, useState } from "react";
import { useSearchParams } from "react-router";
import { useMay } from "@/api";
import { useT } from "@/lang";
import { useParam } from "@/lib/useFilter";
import { EmptyState, Keys, Page, PageHeader, Panel, useShortcut } from "@/ui";
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

/** What is searched for; the address follows once the typing rests. */
function Field() {
  const t = useT();
  const [q, setQ] = useParam("q");
  const [typed, setTyped] = useState(q);
  const follow = useDebouncedCallback(setQ, 250);
  const field = useRef<HTMLInputElement>(null);
  useShortcut("/", t("customers.find"), () => field.current?.focus());
  return (
    <TextInput
      ref={field}
      className={classes.find}
      value={typed}
      onChange={(e) => {
        setTyped(e.currentTarget.value);
        follow(e.currentTarget.value);
      }}
      placeholder={t("customers.find")}
      aria-label={t("customers.find")}
      description={t("customers.findText")}
      inputWrapperOrder={["label", "input", "description", "error"]}
      leftSection={<IconSearch size={16} stroke={1.6} />}
      rightSection={<Keys keys="/" />}
    />
  );
}
