// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { IconPencil, IconTrash, IconUserSquare } from "@tabler/icons-react";
import { Link, useNavigate, useParams } from "react-router";
import { useMay } from "@/api";
import { useDocuments } from "@/api/documents";
import { useT } from "@/lang";
import { useParam } from "@/lib/useFilter";
import { EmptyState, Loaded, Page, Panel, useShortcut } from "@/ui";
import { DocumentDrawer, useDelete } from "@/ui/documents";
import { EmpathyMap } from "./EmpathyMap";
import { Facts } from "./Facts";
import classes from "./Persona.module.css";
import { beginPersona, type PersonaValue, sketchFields } from "./personaDocument";
import { Sketch } from "./Sketch";
import { Statements } from "./Statements";

/** One persona: who they are, what moves them, and how much of it is known. */
export function Component() {
  const t = useT();
  const navigate = useNavigate();
  const { id = "" } = useParams();
  const mayEdit = useMay("edit-documents");
  const [editing, setEditing] = useParam("edit");
  const query = useDocuments<PersonaValue>("personas");
  const remove = useDelete("personas");
  const document = query.data?.find((d) => d.id === id);
  useShortcut("e", t("personas.edit"), mayEdit && (() => setEditing("yes")));
  return (
    <Page title={document?.value.name ?? t("personas.title")}>
      <Link className={classes.back} to="/personas">
        {t("personas.title")}
      </Link>
      <Loaded query={query} lines={8}>
        {() =>
          document ? (
            <>
              <Sketch
                persona={document.value}
                actions={
                  mayEdit && (
                    <>
                      <Button
                        variant="default"
                        leftSection={<IconPencil size={16} stroke={1.6} />}
                        onClick={() => setEditing("yes")}
                      >
                        {t("personas.edit")}
                      </Button>
                      <Button
                        variant="default"
                        leftSection={<IconTrash size={16} stroke={1.6} />}
                        onClick={async () => {
                          if (await remove(document)) navigate("/personas");
                        }}
                      >
                        {t("common.delete")}
                      </Button>
                    </>
                  )
                }
              />
              <div className={classes.columns}>
                <div className={classes.main}>
                  <EmpathyMap persona={document.value} />
                  <div className={classes.pair}>
                    <Panel title={t("personas.pains")}>
                      <Statements of={document.value.pains} mark="bad" />
                    </Panel>
                    <Panel title={t("personas.gains")}>
                      <Statements of={document.value.gains} mark="good" />
                    </Panel>
                  </div>
                </div>
                <aside className={classes.side}>
                  <Facts persona={document.value} />
                  <Panel>
                    {sketchFields.map((field) => (
                      <section key={field} className={classes.part} aria-label={t(`personas.${field}`)}>
                        <h2>{t(`personas.${field}`)}</h2>
                        <Statements of={document.value[field]} />
                      </section>
                    ))}
                  </Panel>
                </aside>
              </div>
              {editing && (
                <DocumentDrawer<PersonaValue>
                  kind="personas"
                  title={t("personas.editTitle", { name: document.value.name })}
                  document={document}
                  begin={beginPersona}
                  onClose={() => setEditing("")}
                />
              )}
            </>
          ) : (
            <Panel>
              <EmptyState
                icon={<IconUserSquare size={20} stroke={1.6} />}
                title={t("personas.gone")}
                text={t("personas.goneText")}
                action={
                  <Button component={Link} to="/personas" size="xs" variant="default">
                    {t("personas.all")}
                  </Button>
                }
              />
            </Panel>
          )
        }
      </Loaded>
    </Page>
  );
}
