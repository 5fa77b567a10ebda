// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { IconPencil, IconTrash, IconUsers, IconUsersGroup } from "@tabler/icons-react";
import { Link, useNavigate, useParams } from "react-router";
import { useMay, type WorkspaceDocument } from "@/api";
import { useDocuments } from "@/api/documents";
import { segmentCustomers, useSegmentSize } from "@/api/segments";
import { useT } from "@/lang";
import { useParam } from "@/lib/useFilter";
import { EmptyState, Figure, Loaded, Page, PageHeader, Panel, useShortcut } from "@/ui";
import { useDelete } from "@/ui/documents";
import { useRuleWords } from "@/ui/useRuleWords";
import classes from "./Segment.module.css";
import { SegmentDrawer } from "./SegmentDrawer";
import type { SegmentValue } from "./segmentDocument";
import { Uses } from "./Uses";

/** One segment: its rule in words, whom it holds, what refers to it. */
export function Component() {
  const t = useT();
  const { id = "" } = useParams();
  const query = useDocuments<SegmentValue>("segments");
  const document = query.data?.find((d) => d.id === id);
  return (
    <Page title={document?.title ?? t("segments.title")}>
      <Loaded query={query} lines={6}>
        {() =>
          document ? (
            <Shown key={id} document={document} />
          ) : (
            <Panel>
              <EmptyState
                icon={<IconUsersGroup size={20} stroke={1.6} />}
                title={t("segments.gone")}
                text={t("segments.goneText")}
                action={
                  <Button component={Link} to="/segments" size="xs" variant="default">
                    {t("segments.all")}
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

function Shown({ document }: { document: WorkspaceDocument<SegmentValue> }) {
  const t = useT();
  const navigate = useNavigate();
  const words = useRuleWords();
  const mayEdit = useMay("edit-documents");
  const [editing, setEditing] = useParam("edit");
  const remove = useDelete("segments");
  useShortcut("e", t("segments.edit"), mayEdit && (() => setEditing("yes")));
  return (
    <>
      <PageHeader
        above={<Link to="/segments">{t("segments.title")}</Link>}
        title={document.title}
        text={document.value.description}
        actions={
          mayEdit && (
            <>
              <Button
                variant="default"
                leftSection={<IconPencil size={16} stroke={1.6} />}
                onClick={() => setEditing("yes")}
              >
                {t("segments.edit")}
              </Button>
              <Button
                variant="default"
                leftSection={<IconTrash size={16} stroke={1.6} />}
                onClick={async () => {
                  if (await remove(document)) navigate("/segments");
                }}
              >
                {t("common.delete")}
              </Button>
            </>
          )
        }
      />
      <div className={classes.columns}>
        <Panel title={t("segments.rule")}>
          <p className={classes.rule}>{words.of(document.value.where)}</p>
        </Panel>
        <Size id={document.id} />
      </div>
      <Uses id={document.id} />
      {editing && <SegmentDrawer document={document} onClose={() => setEditing("")} />}
    </>
  );
}

function Size({ id }: { id: string }) {
  const t = useT();
  const size = useSegmentSize(id);
  return (
    <Panel title={t("segments.size")}>
      <div className={classes.size}>
        <Figure
          of={size ? { value: size.customers } : null}
          size="large"
          label={t("segments.customers")}
          note={t("segments.customersText")}
          to={segmentCustomers(id)}
        />
        <Figure
          of={size?.share}
          kind="percent"
          size="large"
          label={t("segments.share")}
          note={t("segments.shareText")}
        />
      </div>
      <Button
        component={Link}
        to={segmentCustomers(id)}
        variant="default"
        size="xs"
        leftSection={<IconUsers size={14} stroke={1.6} />}
      >
        {t("segments.show")}
      </Button>
    </Panel>
  );
}
