// SPDX-License-Identifier: Apache-2.0
import { ActionIcon, Menu } from "@mantine/core";
import {
  IconArchive,
  IconArchiveOff,
  IconArrowNarrowRight,
  IconDots,
  IconDownload,
  IconHistory,
  IconMap2,
} from "@tabler/icons-react";
import { Link } from "react-router";
import { address, useMay } from "@/api";
import type { JourneySummary } from "@/api/lists";
import { useT } from "@/lang";
import { useArchive } from "./useArchive";

const small = { size: 16, stroke: 1.6 };

/** What can be done with a journey without opening it. */
export function JourneyMenu({ journey }: { journey: JourneySummary }) {
  const t = useT();
  const mayEdit = useMay("edit-journeys");
  const mayArchive = useMay("archive");
  const { archive, restore } = useArchive();
  const { id, title, status, state } = journey;
  const away = status === "archived";
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size="sm" aria-label={t("journeys.menu", { title })}>
          <IconDots {...small} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to={`/journeys/${id}`} leftSection={<IconMap2 {...small} />}>
          {t("journeys.open")}
        </Menu.Item>
        <Menu.Item component={Link} to={`/journeys/${id}/history`} leftSection={<IconHistory {...small} />}>
          {t("journeys.history")}
        </Menu.Item>
        <Menu.Item
          component="a"
          href={address(`/journeys/${id}/document`)}
          download={`${id}.yaml`}
          leftSection={<IconDownload {...small} />}
        >
          {t("journeys.download")}
        </Menu.Item>
        {mayEdit && state !== "to-be" && !away && (
          <Menu.Item
            component={Link}
            to={`/journeys/new?${new URLSearchParams({ from: "to-be", of: id })}`}
            leftSection={<IconArrowNarrowRight {...small} />}
          >
            {t("journeys.makeToBe")}
          </Menu.Item>
        )}
        {mayArchive && <Menu.Divider />}
        {mayArchive && away && (
          <Menu.Item leftSection={<IconArchiveOff {...small} />} onClick={() => restore(journey)}>
            {t("journeys.restore")}
          </Menu.Item>
        )}
        {mayArchive && !away && (
          <Menu.Item leftSection={<IconArchive {...small} />} onClick={() => archive(journey)}>
            {t("journeys.archive")}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
