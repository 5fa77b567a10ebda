// SPDX-License-Identifier: Apache-2.0
import { Select } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { useMemo } from "react";
import { useSearchParams } from "react-router";
import { useMay, useVocabulary } from "@/api";
import { useSegmentSize } from "@/api/segments";
import { useFormat, useT } from "@/lang";
import { useParam } from "@/lib/useFilter";
import { EmptyState, Page, PageHeader, Panel } from "@/ui";
import { SearchField } from "@/ui/SearchField";
import { Behind } from "./Behind";
import classes from "./Customers.module.css";
import { Search } from "./Search";
import { readTerms } from "./standingTerms";

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
          <div className={classes.find}>
            <Field />
            <Segment />
          </div>
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
      className={classes.field}
      label={t("customers.find")}
      description={t("customers.findText")}
      inputWrapperOrder={["label", "input", "description", "error"]}
      value={q}
      onSearch={setQ}
    />
  );
}

/** Only those in a segment, with how many they are of all. */
function Segment() {
  const t = useT();
  const format = useFormat();
  const [segment, setSegment] = useParam("segment");
  const { segments } = useVocabulary();
  const size = useSegmentSize(segment, segment !== "");
  if (segments.length === 0 && !segment) return null;
  return (
    <Select
      className={classes.segment}
      aria-label={t("customers.segment")}
      description={
        size
          ? t("customers.segmentSize", {
              count: size.customers,
              share: format.percent(size.share.value ?? 0),
            })
          : t("customers.segmentText")
      }
      inputWrapperOrder={["input", "description", "error"]}
      placeholder={t("customers.anySegment")}
      data={segments}
      value={segment || null}
      onChange={(next) => setSegment(next ?? "")}
      searchable
      clearable
      clearButtonProps={{ "aria-label": t("customers.anySegment") }}
    />
  );
}
