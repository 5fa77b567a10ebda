// SPDX-License-Identifier: Apache-2.0
import { Button, Checkbox } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { address, useMay } from "@/api";
import { type Channel, channelNamed, useChannels } from "@/api/channels";
import { useDocuments } from "@/api/documents";
import { customersQuery } from "@/api/segments";
import { useUses } from "@/api/uses";
import { useFormat, useT } from "@/lang";
import { useParam } from "@/lib/useFilter";
import { usesOfChannel } from "@/lib/uses";
import {
  ChannelIcon,
  type Column,
  DataTable,
  ExportMenu,
  Loaded,
  Page,
  PageHeader,
  Panel,
  useShortcut,
} from "@/ui";
import { UsedIn } from "@/ui/documents";
import { ChannelDrawer } from "./ChannelDrawer";
import classes from "./Channels.module.css";

/** How many events arrived under which channel name. */
function useArrivals(): Record<string, number> {
  return useQuery(customersQuery()).data?.channels ?? {};
}

/** The channels of the workspace: where each is used, and what arrives on it. */
export function Component() {
  const t = useT();
  const format = useFormat();
  const mayEdit = useMay("edit-documents");
  const [editing, setEditing] = useParam("edit");
  const [used, setUsed] = useParam("used");
  const { query, channels } = useChannels();
  const touchpoints = useDocuments<{ id: string; channel?: string }>("touchpoints");
  const { uses } = useUses();
  const arrivals = useArrivals();
  useShortcut("n", t("channels.new"), mayEdit && (() => setEditing("-")));

  const usesOf = (c: Channel) =>
    usesOfChannel(
      uses,
      c.id,
      (touchpoints.data ?? []).map((d) => d.value),
    );
  const eventsOf = (c: Channel) => [c.id, ...c.known_as].reduce((n, name) => n + (arrivals[name] ?? 0), 0);
  const unknown = Object.entries(arrivals).filter(([name]) => name && !channelNamed(channels, name));
  const rows = used ? channels.filter((c) => eventsOf(c) > 0 || usesOf(c).length > 0) : channels;

  const columns: Column<Channel>[] = [
    {
      key: "title",
      header: t("channels.name"),
      value: (c) => c.title,
      cell: (c) => (
        <span className={classes.name}>
          <ChannelIcon channel={c.id} mode={c.mode} />
          {c.title}
          {c.document && (
            <span className={classes.mark}>{c.builtin ? t("channels.changed") : t("channels.own")}</span>
          )}
        </span>
      ),
    },
    { key: "mode", header: t("channels.mode"), value: (c) => t(`common.mode.${c.mode}`) },
    {
      key: "known",
      header: t("channels.known"),
      value: (c) => c.known_as.join(", "),
      cell: (c) => <span className={classes.quiet}>{c.known_as.join(", ")}</span>,
    },
    {
      key: "events",
      header: t("channels.events"),
      value: eventsOf,
      align: "right",
      cell: (c) => (eventsOf(c) > 0 ? format.number(eventsOf(c)) : "–"),
    },
    {
      key: "used",
      header: t("channels.usedIn"),
      value: (c) => usesOf(c).length,
      cell: (c) => <UsedIn uses={usesOf(c)} />,
    },
  ];
  return (
    <Page title={t("channels.title")}>
      <PageHeader
        title={t("channels.title")}
        text={t("channels.text")}
        actions={
          mayEdit && (
            <Button leftSection={<IconPlus size={16} stroke={1.6} />} onClick={() => setEditing("-")}>
              {t("channels.new")}
            </Button>
          )
        }
      />
      {unknown.length > 0 && (
        <Panel title={t("channels.unknown")} text={t("channels.unknownText")}>
          <ul className={classes.unknown}>
            {unknown.map(([name, count]) => (
              <li key={name}>
                <code>{name}</code> {format.number(count)}
              </li>
            ))}
          </ul>
        </Panel>
      )}
      <Loaded query={query} lines={10}>
        {() => (
          <Panel
            flush
            title={t("channels.count", { count: rows.length })}
            actions={
              <>
                <Checkbox
                  size="xs"
                  label={t("channels.onlyUsed")}
                  checked={used === "yes"}
                  onChange={(e) => setUsed(e.currentTarget.checked ? "yes" : "")}
                />
                <ExportMenu href={(format) => address("/tables/channels", { format })} />
              </>
            }
          >
            <DataTable
              label={t("channels.title")}
              columns={columns}
              rows={rows}
              rowKey={(c) => c.id}
              rowLink={
                mayEdit ? (c) => `?${new URLSearchParams({ edit: c.id, ...(used && { used }) })}` : undefined
              }
              sort="title"
            />
          </Panel>
        )}
      </Loaded>
      {editing && query.data && (
        <ChannelDrawer
          key={editing}
          channel={channels.find((c) => c.id === editing)}
          onClose={() => setEditing("")}
        />
      )}
    </Page>
  );
}
