// SPDX-License-Identifier: Apache-2.0
import { Button, NativeSelect } from "@mantine/core";
import { IconArrowRight, IconHistory } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { keys, useMay } from "@/api";
import { journeysQuery } from "@/api/lists";
import { useFormat, useT } from "@/lang";
import { useParam } from "@/lib/useFilter";
import { EmptyState, Loaded, Page, PageHeader, Panel } from "@/ui";
import { stepOf } from "../document/places";
import { load } from "../state/useMapTools";
import { Changes } from "./Changes";
import classes from "./History.module.css";
import { useReplace } from "./useReplace";
import { diffQuery, type Version, versionsQuery } from "./versions";

/** The versions of a journey: who published what, when, and what changed. */
export function Component() {
  const t = useT();
  const { id = "" } = useParams();
  const versions = useQuery(versionsQuery(id));
  const journey = useQuery(journeysQuery).data?.find((j) => j.id === id);
  const hasDraft = Boolean(journey?.draft);
  const title = journey?.title ?? id;
  return (
    <Page title={`${t("map.history.title")} · ${title}`}>
      <PageHeader
        above={
          <>
            <Link to="/journeys">{t("nav.journeys")}</Link> ›{" "}
            <Link to={`/journeys/${encodeURIComponent(id)}`}>{title}</Link>
          </>
        }
        title={t("map.history.title")}
        text={t("map.history.text")}
      />
      <Loaded
        query={versions}
        isEmpty={(list) => list.length === 0}
        empty={
          <EmptyState
            icon={<IconHistory size={20} stroke={1.6} />}
            title={t("map.history.none")}
            text={t("map.history.noneText")}
            action={
              <Button component={Link} to={`/journeys/${encodeURIComponent(id)}`}>
                {t("map.history.toMap")}
              </Button>
            }
          />
        }
      >
        {(list) => <Versions id={id} versions={list} hasDraft={hasDraft} />}
      </Loaded>
    </Page>
  );
}

interface VersionsProps {
  id: string;
  versions: Version[];
  hasDraft: boolean;
}

function Versions({ id, versions, hasDraft }: VersionsProps) {
  const t = useT();
  const latest = versions[0]?.version ?? 0;
  const before = String(versions[1]?.version ?? latest);
  const [from, setFrom] = useParam("from", hasDraft ? String(latest) : before);
  const [to, setTo] = useParam("to", hasDraft ? "draft" : String(latest));
  const diff = useQuery({ ...diffQuery(id, from, to), enabled: from !== to });
  const now = useQuery({
    queryKey: keys.journey(id, "draft"),
    queryFn: ({ signal }) => load(id, "draft", signal),
  });
  const titleOf = (step: string) => (now.data && stepOf(now.data.journey, step)?.title) ?? step;
  const options = [
    ...(hasDraft ? [{ value: "draft", label: t("map.draft") }] : []),
    ...versions.map((v) => ({ value: String(v.version), label: t("map.version", { version: v.version }) })),
  ];
  return (
    <div className={classes.layout}>
      <Panel title={t("map.history.versions")} flush>
        <ol className={classes.list}>
          {versions.map((v, i) => (
            <One
              key={v.version}
              id={id}
              version={v}
              isLatest={i === 0}
              revision={now.data?.revision}
              selected={String(v.version) === to}
              onDiff={() => {
                setFrom(String(versions[i + 1]?.version ?? v.version));
                setTo(String(v.version));
              }}
            />
          ))}
        </ol>
      </Panel>
      <Panel
        title={t("map.history.changes")}
        actions={
          <span className={classes.pick}>
            <NativeSelect
              size="xs"
              aria-label={t("map.history.from")}
              data={options}
              value={from}
              onChange={(e) => setFrom(e.currentTarget.value)}
            />
            <IconArrowRight size={14} stroke={1.6} aria-hidden />
            <NativeSelect
              size="xs"
              aria-label={t("map.history.to")}
              data={options}
              value={to}
              onChange={(e) => setTo(e.currentTarget.value)}
            />
          </span>
        }
      >
        {from === to ? (
          <Changes changes={[]} titleOf={titleOf} />
        ) : (
          <Loaded query={diff}>{(list) => <Changes changes={list} titleOf={titleOf} />}</Loaded>
        )}
      </Panel>
    </div>
  );
}

interface OneProps {
  id: string;
  version: Version;
  isLatest: boolean;
  /** The revision of the draft that this page has read. */
  revision: number | undefined;
  selected: boolean;
  onDiff: () => void;
}

function One({ id, version, isLatest, revision, selected, onDiff }: OneProps) {
  const t = useT();
  const format = useFormat();
  const mayEdit = useMay("edit-journeys");
  const { restore } = useReplace(id);
  const path = `/journeys/${encodeURIComponent(id)}?version=${version.version}`;
  return (
    <li className={classes.version} data-selected={selected || undefined}>
      <span className={classes.number}>v{version.version}</span>
      <span className={classes.who}>{version.by || t("map.history.unknown")}</span>
      <time className={classes.who} dateTime={version.at} title={format.dateTime(version.at)}>
        {format.relative(version.at)}
      </time>
      <span className={classes.note}>
        {version.note || <span className={classes.who}>{t("map.history.noNote")}</span>}
        {version.changes !== undefined && (
          <span className={classes.who}> · {t("map.history.count", { count: version.changes })}</span>
        )}
      </span>
      <span className={classes.actions}>
        <Button size="compact-xs" variant="subtle" component={Link} to={path}>
          {t("map.history.view")}
        </Button>
        <Button size="compact-xs" variant="subtle" onClick={onDiff}>
          {t("map.history.whatChanged")}
        </Button>
        {mayEdit && !isLatest && revision !== undefined && (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            onClick={() => void restore(version.version, revision)}
          >
            {t("map.history.restore")}
          </Button>
        )}
      </span>
    </li>
  );
}
