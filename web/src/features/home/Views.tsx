// SPDX-License-Identifier: Apache-2.0
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconBookmark, IconPinnedOff } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "react-router";
import { askAgain, keys } from "@/api";
import { changeView, type View } from "@/api/generated";
import { viewsQuery } from "@/api/lists";
import { useT } from "@/lang";
import { Loaded, Panel, useToasts } from "@/ui";
import classes from "./Home.module.css";

/** The saved views that one has pinned. */
export function Views() {
  const t = useT();
  const toasts = useToasts();
  const queries = useQueryClient();
  const views = useQuery({ ...viewsQuery, select: (all) => all.filter((v) => v.pinned) });
  const pin = useMutation({
    mutationFn: ({ view, pinned }: { view: View; pinned: boolean }) =>
      changeView({ path: { id: view.id }, body: { pinned } }),
    onSuccess: async (_, { view, pinned }) => {
      if (!pinned)
        toasts.done(t("home.views.unpinned", { name: view.name }), () => pin.mutate({ view, pinned: true }));
      await askAgain(queries, keys.views);
    },
    onError: (error) => toasts.failed(error),
  });
  return (
    <Panel title={t("home.views.name")}>
      <Loaded
        query={views}
        lines={1}
        isEmpty={(pinned) => pinned.length === 0}
        empty={<p className={classes.hint}>{t("home.views.empty")}</p>}
      >
        {(pinned) => (
          <div className={classes.views}>
            {pinned.map((view) => (
              <span key={view.id} className={classes.view}>
                <Link to={view.path}>
                  <IconBookmark size={14} stroke={1.6} aria-hidden />
                  {view.name}
                </Link>
                <Tooltip label={t("home.views.unpin")}>
                  <ActionIcon
                    size="xs"
                    aria-label={`${t("home.views.unpin")}: ${view.name}`}
                    onClick={() => pin.mutate({ view, pinned: false })}
                  >
                    <IconPinnedOff size={14} stroke={1.6} />
                  </ActionIcon>
                </Tooltip>
              </span>
            ))}
          </div>
        )}
      </Loaded>
    </Panel>
  );
}
