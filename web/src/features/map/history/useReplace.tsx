// SPDX-License-Identifier: Apache-2.0
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useNavigate } from "react-router";
import { askAgain, keys, problemOf, send } from "@/api";
import { useT } from "@/lang";
import { Loaded, useConfirm, useToasts } from "@/ui";
import { stepOf } from "../document/places";
import { load, pathOf, type Resource } from "../state/useMapTools";
import { Changes } from "./Changes";
import classes from "./History.module.css";
import { diffQuery } from "./versions";

/**
 * Puts another text in the place of a journey's draft: none, or a version of
 * before. What that takes away is said first, and can be taken back right after.
 * `seen` is the revision that the person looks at: a draft that somebody has
 * changed since is not replaced, and that is told.
 */
export function useReplace(journey: string, after: () => unknown = () => {}) {
  const t = useT();
  const confirm = useConfirm();
  const toasts = useToasts();
  const queries = useQueryClient();
  const navigate = useNavigate();

  const replace = async (change: () => Promise<void>) => {
    try {
      await change();
    } catch (error) {
      toasts.failed(error);
      // Whoever was told of a newer draft sees it next.
      if (problemOf(error).code === "conflict") await askAgain(queries, keys.journeys);
    }
  };
  const settled = async () => {
    await askAgain(queries, keys.journeys);
    await after();
  };
  const textOf = () => send<string>("GET", `${pathOf(journey)}/document`, { query: { version: "draft" } });
  const takeBack = (revision: number, text: string | undefined) =>
    void replace(async () => {
      await (text === undefined
        ? send("POST", `${pathOf(journey)}/discard`, { body: { revision } })
        : send("PUT", `${pathOf(journey)}/document`, { body: { yaml: text, revision } }));
      await settled();
      toasts.done(t("map.publish.back"));
    });

  const discard = (seen: number) =>
    replace(async () => {
      const now = await load(journey, "draft");
      const yes = await confirm({
        title: t("map.publish.discardTitle"),
        text: <Lost draft={now}>{t("map.publish.discardText", { version: now.version })}</Lost>,
        action: t("map.publish.discard"),
        danger: true,
      });
      if (!yes) return;
      const text = await textOf();
      await send("POST", `${pathOf(journey)}/discard`, { body: { revision: seen } });
      await settled();
      toasts.done(t("map.publish.discarded"), () => takeBack(seen + 1, text));
    });

  const restore = (version: number, seen: number) =>
    replace(async () => {
      const now = await load(journey, "draft");
      const yes = await confirm({
        title: t("map.history.restoreTitle", { version }),
        text: <Lost draft={now}>{t("map.history.restoreText")}</Lost>,
        action: t("map.history.restore"),
        danger: now.draft,
      });
      if (!yes) return;
      const text = now.draft ? await textOf() : undefined;
      const { revision } = await send<Resource>("POST", `${pathOf(journey)}/restore`, {
        body: { version, revision: seen },
      });
      await settled();
      await navigate(pathOf(journey));
      toasts.done(t("map.history.restored", { version }), () => takeBack(revision, text));
    });

  return { discard, restore };
}

/** What a draft says that its version does not, and that goes with it. */
function Lost({ draft, children }: { draft: Resource; children: ReactNode }) {
  const t = useT();
  const from = String(draft.latest ?? draft.version);
  const diff = useQuery({ ...diffQuery(draft.id, from, "draft"), enabled: draft.draft, staleTime: 0 });
  return (
    <>
      <p className={classes.said}>{children}</p>
      {draft.draft && (
        <Loaded query={diff} lines={2}>
          {(changes) =>
            changes.length > 0 && (
              <>
                <h3 className={classes.lost}>{t("map.history.lost", { count: changes.length })}</h3>
                <div className={classes.losses}>
                  <Changes changes={changes} titleOf={(id) => stepOf(draft.journey, id)?.title ?? id} />
                </div>
              </>
            )
          }
        </Loaded>
      )}
    </>
  );
}
