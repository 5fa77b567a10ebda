// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { address, keys, useMay } from "@/api";
import { type EventProperty, listEventProperties } from "@/api/generated";
import { useFormat, useT } from "@/lang";
import { type Column, DataTable, EmptyState, ExportMenu, Figure, Loaded, Panel } from "@/ui";
import classes from "./Events.module.css";

/** Which properties the events of a name have, judged by a sample of them. */
export function Properties({ name }: { name: string }) {
  const t = useT();
  const properties = useQuery({
    queryKey: keys.events("properties", { name }),
    queryFn: ({ signal }) => listEventProperties({ query: { name }, signal }).then((a) => a.properties ?? []),
  });
  const columns = useColumns();
  const sampled = properties.data?.[0]?.sampled;
  return (
    <Panel
      flush
      title={t("data.events.properties")}
      text={sampled ? t("data.events.propertiesText", { count: sampled }) : undefined}
      actions={
        properties.data?.length ? (
          <ExportMenu href={(format) => address("/events/properties/table", { name, format })} />
        ) : undefined
      }
    >
      <Loaded
        query={properties}
        isEmpty={(all) => all.length === 0}
        empty={<EmptyState title={t("data.events.noProperties")} text={t("data.events.noPropertiesText")} />}
      >
        {(all) => (
          <DataTable
            label={t("data.events.properties")}
            columns={columns}
            rows={all}
            rowKey={(p) => p.name}
            sort="-share"
            sortParam="properties"
          />
        )}
      </Loaded>
    </Panel>
  );
}

function useColumns(): Column<EventProperty>[] {
  const t = useT();
  const format = useFormat();
  const mayRead = useMay("read-customers");
  const share = (p: EventProperty) => (p.sampled > 0 ? p.events / p.sampled : 0);
  const types = (p: EventProperty) => format.list([...new Set(p.types ?? [])]);
  return [
    { key: "name", header: t("data.events.property"), value: (p) => p.name, cell: (p) => p.name },
    { key: "types", header: t("data.events.types"), value: types, cell: types },
    {
      key: "share",
      header: t("data.events.share"),
      align: "right",
      value: share,
      cell: (p) => (
        <Figure
          of={{ value: share(p), n: p.sampled }}
          kind="percent"
          label={t("data.events.shareOf", { name: p.name })}
        />
      ),
    },
    {
      key: "distinct",
      header: t("data.events.distinct"),
      align: "right",
      value: (p) => p.distinct,
      cell: (p) => format.number(p.distinct),
    },
    ...(mayRead
      ? [
          {
            key: "examples",
            header: t("data.mapping.examples"),
            value: (p: EventProperty) => (p.examples ?? []).join(", "),
            cell: (p: EventProperty) => (
              <span className={classes.examples}>
                {(p.examples ?? []).slice(0, 5).map((example) => (
                  <code key={example}>{plain(example)}</code>
                ))}
              </span>
            ),
          },
        ]
      : []),
  ];
}

/** Examples are JSON; a text needs no quotes to be seen. */
function plain(example: string): string {
  return /^".*"$/.test(example) ? example.slice(1, -1) : example;
}
