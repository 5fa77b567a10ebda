// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { IconPlus, IconUserSquare } from "@tabler/icons-react";
import { useNavigate } from "react-router";
import { address, useMay } from "@/api";
import { useDocuments } from "@/api/documents";
import { useT } from "@/lang";
import { useParam } from "@/lib/useFilter";
import { EmptyState, ExportMenu, Loaded, Page, PageHeader, Panel, useShortcut } from "@/ui";
import { DocumentDrawer } from "@/ui/documents";
import { SearchField } from "@/ui/SearchField";
import { PersonaCard } from "./PersonaCard";
import classes from "./Personas.module.css";
import { beginPersona, type PersonaValue } from "./personaDocument";

/** The typical customers of the workspace. */
export function Component() {
  const t = useT();
  const navigate = useNavigate();
  const mayEdit = useMay("edit-documents");
  const [q, setQ] = useParam("q");
  const [making, setMaking] = useParam("new");
  const query = useDocuments<PersonaValue>("personas");
  const fits = (p: PersonaValue) =>
    [p.name, p.who, p.quote, p.context, p.segment].join(" ").toLowerCase().includes(q.trim().toLowerCase());
  useShortcut("n", t("personas.new"), mayEdit && (() => setMaking("yes")));
  const add = mayEdit && (
    <Button leftSection={<IconPlus size={16} stroke={1.6} />} onClick={() => setMaking("yes")}>
      {t("personas.new")}
    </Button>
  );
  return (
    <Page title={t("personas.title")}>
      <PageHeader
        title={t("personas.title")}
        text={t("personas.text")}
        actions={
          <>
            {(query.data?.length ?? 0) > 0 && (
              <ExportMenu href={(format) => address("/tables/personas", { format })} />
            )}
            {add}
          </>
        }
      />
      {(query.data?.length ?? 0) > 6 && (
        <SearchField
          size="xs"
          className={classes.find}
          label={t("personas.find")}
          value={q}
          onSearch={setQ}
        />
      )}
      <Loaded
        query={query}
        isEmpty={(list) => list.length === 0}
        empty={
          <Panel>
            <EmptyState
              icon={<IconUserSquare size={20} stroke={1.6} />}
              title={t("personas.empty")}
              text={t("personas.emptyText")}
              action={add}
            />
          </Panel>
        }
      >
        {(list) => {
          const shown = list.filter((d) => fits(d.value));
          return shown.length === 0 ? (
            <Panel>
              <EmptyState title={t("personas.none")} />
            </Panel>
          ) : (
            <ul className={classes.cards}>
              {shown.map((d) => (
                <li key={d.id}>
                  <PersonaCard persona={d.value} />
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
      {making && (
        <DocumentDrawer<PersonaValue>
          kind="personas"
          title={t("personas.new")}
          begin={beginPersona}
          onClose={() => setMaking("")}
          onSaved={(saved) => navigate(`/personas/${saved.id}`)}
        />
      )}
    </Page>
  );
}
