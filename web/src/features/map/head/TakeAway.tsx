// SPDX-License-Identifier: Apache-2.0
import { ActionIcon, Menu, Switch, Tooltip } from "@mantine/core";
import { IconFileTypeSvg, IconFileTypography, IconPhoto, IconPrinter, IconShare2 } from "@tabler/icons-react";
import { useState } from "react";
import { address, type Query } from "@/api";
import { useT } from "@/lang";
import { useFilter } from "@/lib/useFilter";
import { useToasts } from "@/ui";
import type { Journey } from "../document/types";
import { questionOf } from "../state/question";
import { pngOf, saveAs } from "./picture";

const papers = ["A4", "A3", "A2", "A1", "A0"] as const;

/** The map on paper and as a picture. */
export function TakeAway({ journey, version }: { journey: Journey; version: string }) {
  const t = useT();
  const toasts = useToasts();
  const [figures, setFigures] = useState(true);
  const [busy, setBusy] = useState(false);
  const [filter] = useFilter();
  const path = `/journeys/${encodeURIComponent(journey.id)}/drawing`;
  const { journey: _, ...asked } = questionOf(journey.id, version, filter);
  const drawing = (more: Query) => address(path, { ...(figures ? asked : {}), ...more, version, figures });
  const svg = drawing({ format: "svg" });
  const png = async () => {
    setBusy(true);
    try {
      saveAs(await pngOf(svg), `${journey.id}.png`);
    } catch (error) {
      toasts.failed(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <Tooltip label={t("map.take.title")}>
          <ActionIcon aria-label={t("map.take.title")} loading={busy}>
            <IconShare2 size={18} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("map.take.print")}</Menu.Label>
        {papers.map((paper) => (
          <Menu.Item
            key={paper}
            component="a"
            href={drawing({ format: "html", paper })}
            target="_blank"
            rel="noopener"
            leftSection={<IconFileTypography size={16} stroke={1.6} />}
          >
            {t("map.take.paper", { paper })}
          </Menu.Item>
        ))}
        <Menu.Item
          leftSection={<IconPrinter size={16} stroke={1.6} />}
          onClick={() => setTimeout(() => window.print(), 200)}
        >
          {t("map.take.screen")}
        </Menu.Item>
        <Menu.Label>{t("map.take.picture")}</Menu.Label>
        <Menu.Item
          component="a"
          href={svg}
          download={`${journey.id}.svg`}
          leftSection={<IconFileTypeSvg size={16} stroke={1.6} />}
        >
          SVG
        </Menu.Item>
        <Menu.Item leftSection={<IconPhoto size={16} stroke={1.6} />} onClick={() => void png()}>
          PNG
        </Menu.Item>
        <Menu.Divider />
        <Switch
          size="xs"
          px="sm"
          py={6}
          label={t("map.take.figures")}
          checked={figures}
          onChange={(e) => setFigures(e.currentTarget.checked)}
        />
      </Menu.Dropdown>
    </Menu>
  );
}
