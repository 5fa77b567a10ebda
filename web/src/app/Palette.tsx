// SPDX-License-Identifier: Apache-2.0
import {
  Spotlight,
  type SpotlightActionData,
  type SpotlightActionGroupData,
  spotlight,
} from "@mantine/spotlight";
import { IconBookmark, IconRoute, IconSearch } from "@tabler/icons-react";
import { useQueries } from "@tanstack/react-query";
import { useEffect } from "react";
import { useNavigate } from "react-router";
import { journeysQuery, viewsQuery } from "@/api/lists";
import { useT } from "@/lang";
import { exists, navigation, settings } from "./navigation";
import classes from "./Palette.module.css";
import { screens } from "./screens";

/**
 * Ctrl-K: every screen, every journey and every saved view, by a few letters.
 * It is loaded when it is first wanted, and opens whenever \`wanted\` grows.
 */
export default function Palette({ wanted }: { wanted: number }) {
  const t = useT();
  const navigate = useNavigate();
  useEffect(() => {
    if (wanted > 0) spotlight.open();
  }, [wanted]);
  const [journeys, views] = useQueries({ queries: [journeysQuery, viewsQuery] });
  const entries = navigation(screens).flatMap((g) => g.entries);
  if (exists(screens, settings.to)) entries.push(settings);
  const places: SpotlightActionData[] = entries.map(({ place, to, icon: Shape }) => ({
    id: `place:${place}`,
    label: t(`nav.${place}`),
    leftSection: <Shape size={18} stroke={1.6} />,
    onClick: () => navigate(to),
  }));
  const maps: SpotlightActionData[] = (journeys.data ?? []).map((j) => ({
    id: `journey:${j.id}`,
    label: j.title,
    description: j.id,
    leftSection: <IconRoute size={18} stroke={1.6} />,
    onClick: () => navigate(`/journeys/${j.id}`),
  }));
  const saved: SpotlightActionData[] = (views.data ?? []).map((v) => ({
    id: `view:${v.id}`,
    label: v.name,
    description: v.path,
    leftSection: <IconBookmark size={18} stroke={1.6} />,
    onClick: () => navigate(v.path),
  }));
  const groups: SpotlightActionGroupData[] = [
    { group: t("nav.journeys"), actions: maps },
    { group: t("nav.views"), actions: saved },
    { group: t("nav.screens"), actions: places },
  ].filter((g) => g.actions.length > 0);
  return (
    <Spotlight
      actions={groups}
      shortcut={null}
      centered={false}
      yOffset="14vh"
      overlayProps={{ blur: 0 }}
      classNames={{ action: classes.action, actionsGroup: classes.group }}
      attributes={{ content: { "aria-label": t("nav.palette") } }}
      scrollable
      highlightQuery
      maxHeight={420}
      limit={30}
      nothingFound={t("nav.paletteNothing")}
      searchProps={{
        leftSection: <IconSearch size={18} stroke={1.6} />,
        placeholder: t("nav.palette"),
        "aria-label": t("nav.palette"),
      }}
    />
  );
}
