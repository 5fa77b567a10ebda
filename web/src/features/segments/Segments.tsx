// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { IconPlus, IconUsersGroup } from "@tabler/icons-react";
import { useQueries } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { address, useMay, type WorkspaceDocument } from "@/api";
import { useDocuments } from "@/api/documents";
import { customersQuery, segmentCustomers } from "@/api/segments";
import { useUses } from "@/api/uses";
import { useT } from "@/lang";
import { shareOf } from "@/lib/share";
import { useParam } from "@/lib/useFilter";
import {
  type Column,
  DataTable,
  EmptyState,
  ExportMenu,
  Figure,
  Loaded,
  Page,
  PageHeader,
  Panel,
  useShortcut,
} from "@/ui";
import { UsedIn } from "@/ui/documents";
import { useRuleWords } from "@/ui/useRuleWords";
import { SegmentDrawer } from "./SegmentDrawer";
import classes from "./Segments.module.css";
import type { SegmentValue } from "./segmentDocument";

type Row = WorkspaceDocument<SegmentValue> & { customers?: number; all?: number };

/** All segments: their rules in words, how many customers they hold, where they are used. */
export function Component() {
  const t = useT();
  const navigate = useNavigate();
  const mayEdit = useMay("edit-documents");
  const [making, setMaking] = useParam("new");
  const query = useDocuments<SegmentValue>("segments");
  useShortcut("n", t("segments.new"), mayEdit && (() => setMaking("yes")));
  const add = mayEdit && (
    <Button leftSection={<IconPlus size={16} stroke={1.6} />} onClick={() => setMaking("yes")}>
      {t("segments.new")}
    </Button>
  );
  return (
    <Page title={t("segments.title")}>
      <PageHeader title={t("segments.title")} text={t("segments.text")} actions={add} />
      <Loaded
        query={query}
        isEmpty={(list) => list.length === 0}
        empty={
          <Panel>
            <EmptyState
              icon={<IconUsersGroup size={20} stroke={1.6} />}
              title={t("segments.empty")}
              text={t("segments.emptyText")}
              action={add}
            />
          </Panel>
        }
      >
        {(documents) => <List documents={documents} />}
      </Loaded>
      {making && (
        <SegmentDrawer onClose={() => setMaking("")} onSaved={(saved) => navigate(`/segments/${saved.id}`)} />
      )}
    </Page>
  );
}

function List({ documents }: { documents: WorkspaceDocument<SegmentValue>[] }) {
  const t = useT();
  const words = useRuleWords();
  const { uses } = useUses();
  const personas = useDocuments<{ segment?: string; name: string }>("personas");
  const [all, ...sizes] = useQueries({
    queries: [customersQuery(), ...documents.map((d) => customersQuery(d.id))],
  });
  const rows: Row[] = documents.map((d, i) => ({
    ...d,
    customers: sizes[i]?.data?.customers,
    all: all?.data?.customers,
  }));
  const columns: Column<Row>[] = [
    {
      key: "title",
      header: t("segments.name"),
      value: (r) => r.title,
      cell: (r) => (
        <span className={classes.name}>
          {r.title}
          {r.value.description && <span>{r.value.description}</span>}
        </span>
      ),
      width: "28%",
    },
    {
      key: "rule",
      header: t("segments.rule"),
      value: (r) => words.of(r.value.where),
      cell: (r) => <span className={classes.rule}>{words.of(r.value.where)}</span>,
    },
    {
      key: "customers",
      header: t("segments.customers"),
      value: (r) => r.customers,
      align: "right",
      cell: (r) => (
        <Figure
          of={r.customers === undefined ? null : { value: r.customers }}
          label={t("segments.customers")}
          note={t("segments.customersText")}
          to={segmentCustomers(r.id)}
        />
      ),
    },
    {
      key: "share",
      header: t("segments.share"),
      value: (r) => (r.customers === undefined || !r.all ? null : r.customers / r.all),
      align: "right",
      cell: (r) =>
        r.customers === undefined || !r.all ? (
          "–"
        ) : (
          <span className={classes.share}>
            <span className={classes.bar} aria-hidden>
              <span style={{ width: `${(r.customers / r.all) * 100}%` }} />
            </span>
            <Figure
              of={shareOf(r.customers, r.all)}
              kind="percent"
              label={t("segments.share")}
              note={t("segments.shareText")}
            />
          </span>
        ),
    },
    {
      key: "used",
      header: t("segments.usedIn"),
      value: (r) => usesOf(r.id).length,
      cell: (r) => (
        <UsedIn
          uses={usesOf(r.id)}
          others={(personas.data ?? [])
            .filter((p) => p.value.segment === r.id)
            .map((p) => ({ title: p.title, to: `/personas/${p.id}` }))}
        />
      ),
    },
  ];
  const usesOf = (id: string) => uses.filter((u) => u.kind === "segments" && u.id === id);
  return (
    <Panel
      flush
      actions={<ExportMenu href={(format) => address("/tables/segments", { format })} />}
      title={t("segments.count", { count: documents.length })}
    >
      <DataTable
        label={t("segments.title")}
        columns={columns}
        rows={rows}
        rowKey={(r) => r.id}
        rowLink={(r) => `/segments/${r.id}`}
        sort="title"
      />
    </Panel>
  );
}
