// SPDX-License-Identifier: Apache-2.0
import { Button, Select } from "@mantine/core";
import { IconPencil, IconTimelineEvent } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMay } from "@/api";
import { useDocuments } from "@/api/documents";
import { journeysQuery } from "@/api/lists";
import { useT } from "@/lang";
import { useParam } from "@/lib/useFilter";
import { EmptyState, Loaded, Page, PageHeader, Panel, useShortcut } from "@/ui";
import { DocumentDrawer } from "@/ui/documents";
import { Atlas } from "./Atlas";
import { beginLifecycle, type LifecycleValue } from "./lifecycleDocument";

/** The lifecycle as the atlas of all journeys. */
export function Component() {
  const t = useT();
  const mayEdit = useMay("edit-documents");
  const [chosen, setChosen] = useParam("lifecycle");
  const [editing, setEditing] = useParam("edit");
  const query = useDocuments<LifecycleValue>("lifecycle");
  const journeys = useQuery(journeysQuery);
  const document = query.data?.find((d) => d.id === chosen) ?? query.data?.[0];
  useShortcut("e", t("lifecycle.edit"), mayEdit && (() => setEditing("yes")));
  const several = (query.data?.length ?? 0) > 1;
  return (
    <Page title={t("lifecycle.title")}>
      <PageHeader
        title={document?.title ?? t("lifecycle.title")}
        text={t("lifecycle.text")}
        actions={
          <>
            {several && (
              <Select
                size="sm"
                aria-label={t("lifecycle.choose")}
                data={(query.data ?? []).map((d) => ({ value: d.id, label: d.title }))}
                value={document?.id ?? null}
                onChange={(id) => setChosen(id ?? "")}
                allowDeselect={false}
              />
            )}
            {mayEdit && document && (
              <Button
                variant="default"
                leftSection={<IconPencil size={16} stroke={1.6} />}
                onClick={() => setEditing("yes")}
              >
                {t("lifecycle.edit")}
              </Button>
            )}
          </>
        }
      />
      <Loaded
        query={query}
        lines={8}
        isEmpty={(list) => list.length === 0}
        empty={
          <Panel>
            <EmptyState
              icon={<IconTimelineEvent size={20} stroke={1.6} />}
              title={t("lifecycle.empty")}
              text={t("lifecycle.emptyText")}
              action={
                mayEdit && (
                  <Button size="xs" onClick={() => setEditing("yes")}>
                    {t("lifecycle.new")}
                  </Button>
                )
              }
            />
          </Panel>
        }
      >
        {() =>
          document && <Atlas key={document.id} lifecycle={document.value} journeys={journeys.data ?? []} />
        }
      </Loaded>
      {editing && query.data && (
        <DocumentDrawer<LifecycleValue>
          kind="lifecycle"
          title={document ? t("lifecycle.editTitle", { title: document.title }) : t("lifecycle.newTitle")}
          document={document}
          begin={beginLifecycle}
          onClose={() => setEditing("")}
        />
      )}
    </Page>
  );
}
