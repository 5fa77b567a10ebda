// SPDX-License-Identifier: Apache-2.0
import { Link } from "react-router";
import { useDocuments } from "@/api/documents";
import { useUses } from "@/api/uses";
import { useT } from "@/lang";
import { Panel } from "@/ui";
import classes from "./Segment.module.css";

/** Which journeys and steps, and which personas, are about a segment. */
export function Uses({ id }: { id: string }) {
  const t = useT();
  const { uses } = useUses();
  const personas = useDocuments<{ segment?: string }>("personas");
  const here = uses.filter((u) => u.kind === "segments" && u.id === id);
  const standing = (personas.data ?? []).filter((p) => p.value.segment === id);
  return (
    <div className={classes.uses}>
      <Panel title={t("segments.usedIn")}>
        {here.length === 0 ? (
          <p className={classes.none}>{t("documents.usedNowhere")}</p>
        ) : (
          <ul className={classes.list}>
            {here.map((u) => (
              <li key={`${u.journey}/${u.step}`}>
                <Link to={u.step ? `/journeys/${u.journey}?step=${u.step}` : `/journeys/${u.journey}`}>
                  {u.stepTitle ? `${u.title}: ${u.stepTitle}` : u.title}
                </Link>
              </li>
            ))}
          </ul>
        )}
      </Panel>
      <Panel title={t("segments.personas")}>
        {standing.length === 0 ? (
          <p className={classes.none}>{t("segments.noPersonas")}</p>
        ) : (
          <ul className={classes.list}>
            {standing.map((p) => (
              <li key={p.id}>
                <Link to={`/personas/${p.id}`}>{p.title}</Link>
              </li>
            ))}
          </ul>
        )}
      </Panel>
    </div>
  );
}
