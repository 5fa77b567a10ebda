// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { IconMapPins, IconPlus } from "@tabler/icons-react";
import { address, useMay, type WorkspaceDocument } from "@/api";
import { useChannels } from "@/api/channels";
import { useDocuments } from "@/api/documents";
import { useUses } from "@/api/uses";
import { useT } from "@/lang";
import { useParam } from "@/lib/useFilter";
import {
  ChannelIcon,
  type Column,
  DataTable,
  EmptyState,
  ExportMenu,
  Loaded,
  Page,
  PageHeader,
  Panel,
  useShortcut,
} from "@/ui";
import { UsedIn } from "@/ui/documents";
import { TouchpointDrawer, type TouchpointValue } from "./TouchpointDrawer";
import classes from "./Touchpoints.module.css";

type Row = WorkspaceDocument<TouchpointValue>;

/** The library of touchpoints: who owns each, what it promises, where it is used. */
export function Component() {
  const t = useT();
  const mayEdit = useMay("edit-documents");
  const [editing, setEditing] = useParam("edit");
  const query = useDocuments<TouchpointValue>("touchpoints");
  useShortcut("n", t("touchpoints.new"), mayEdit && (() => setEditing("-")));
  const add = mayEdit && (
    <Button leftSection={<IconPlus size={16} stroke={1.6} />} onClick={() => setEditing("-")}>
      {t("touchpoints.new")}
    </Button>
  );
  return (
    <Page title={t("touchpoints.title")}>
      <PageHeader title={t("touchpoints.title")} text={t("touchpoints.text")} actions={add} />
      <Loaded
        query={query}
        lines={8}
        isEmpty={(list) => list.length === 0}
        empty={
          <Panel>
            <EmptyState
              icon={<IconMapPins size={20} stroke={1.6} />}
              title={t("touchpoints.empty")}
              text={t("touchpoints.emptyText")}
              action={add}
            />
          </Panel>
        }
      >
        {(rows) => <Table rows={rows} mayEdit={mayEdit} />}
      </Loaded>
      {editing && query.data && (
        <TouchpointDrawer
          key={editing}
          document={query.data.find((d) => d.id === editing)}
          onClose={() => setEditing("")}
        />
      )}
    </Page>
  );
}

function Table({ rows, mayEdit }: { rows: Row[]; mayEdit: boolean }) {
  const t = useT();
  const { channels } = useChannels();
  const { uses } = useUses();
  const usesOf = (id: string) => uses.filter((u) => u.kind === "touchpoints" && u.id === id);
  const channelOf = (r: Row) => channels.find((c) => c.id === r.value.channel);
  const ownerless = rows.filter((r) => !r.value.owner).length;
  /** What kind it is, in a few words; that the company controls it goes without saying. */
  const kindOf = ({ value: { nature, direction, control } }: Row) =>
    [
      nature && t(`touchpoints.natureShort.${nature}`),
      direction && t(`touchpoints.directionShort.${direction}`),
      control && control !== "company" && t(`common.control.${control}`),
    ]
      .filter(Boolean)
      .join(", ");
  const columns: Column<Row>[] = [
    { key: "title", header: t("touchpoints.name"), value: (r) => r.title },
    {
      key: "channel",
      header: t("touchpoints.channel"),
      value: (r) => channelOf(r)?.title ?? r.value.channel,
      cell: (r) => {
        const channel = channelOf(r);
        if (!r.value.channel) return "–";
        return (
          <span className={classes.channel}>
            <ChannelIcon channel={r.value.channel} mode={channel?.mode} />
            {channel?.title ?? r.value.channel}
          </span>
        );
      },
    },
    { key: "kind", header: t("touchpoints.kind"), value: kindOf },
    {
      key: "owner",
      header: t("touchpoints.owner"),
      value: (r) => r.value.owner,
      cell: (r) => r.value.owner ?? <span className={classes.missing}>{t("documents.noOwner")}</span>,
    },
    {
      key: "promise",
      header: t("touchpoints.promise"),
      value: (r) => r.value.promise,
      cell: (r) => <span className={classes.promise}>{r.value.promise ?? "–"}</span>,
    },
    {
      key: "used",
      header: t("touchpoints.usedIn"),
      value: (r) => usesOf(r.id).length,
      cell: (r) => <UsedIn uses={usesOf(r.id)} />,
    },
  ];
  return (
    <Panel
      flush
      title={t("touchpoints.count", { count: rows.length })}
      text={ownerless > 0 ? t("touchpoints.ownerless", { count: ownerless }) : undefined}
      actions={<ExportMenu href={(format) => address("/tables/touchpoints", { format })} />}
    >
      <DataTable
        label={t("touchpoints.title")}
        columns={columns}
        rows={rows}
        rowKey={(r) => r.id}
        rowLink={mayEdit ? (r) => `?${new URLSearchParams({ edit: r.id })}` : undefined}
        sort="title"
      />
    </Panel>
  );
}
