// SPDX-License-Identifier: Apache-2.0
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconArrowAutofitWidth, IconZoomIn, IconZoomOut } from "@tabler/icons-react";
import { useFormat, useT } from "@/lang";
import { useShortcut } from "@/ui";
import { zooms } from "../grid/measures";
import classes from "./Toolbar.module.css";

interface ZoomProps {
  zoom: number;
  onZoom: (zoom: string) => void;
}

export function Zoom({ zoom, onZoom }: ZoomProps) {
  const t = useT();
  const format = useFormat();
  const next = (by: 1 | -1) => {
    const other = by > 0 ? zooms.find((z) => z > zoom + 0.005) : zooms.findLast((z) => z < zoom - 0.005);
    if (other) onZoom(String(other));
  };
  useShortcut("+", t("map.zoom.in"), () => next(1));
  // Where the plus needs a shift key, the key alone will do.
  useShortcut("=", "", () => next(1));
  useShortcut("-", t("map.zoom.out"), () => next(-1));
  useShortcut("0", t("map.zoom.fit"), () => onZoom("fit"));
  return (
    <>
      <Tooltip label={t("map.zoom.out")}>
        <ActionIcon aria-label={t("map.zoom.out")} size="sm" disabled={zoom <= 0.5} onClick={() => next(-1)}>
          <IconZoomOut size={16} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      <span className={classes.zoom}>
        <span className="visually-hidden">{t("map.zoom.now")}: </span>
        {format.percent(zoom)}
      </span>
      <Tooltip label={t("map.zoom.in")}>
        <ActionIcon aria-label={t("map.zoom.in")} size="sm" disabled={zoom >= 1.25} onClick={() => next(1)}>
          <IconZoomIn size={16} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t("map.zoom.fit")}>
        <ActionIcon aria-label={t("map.zoom.fit")} size="sm" onClick={() => onZoom("fit")}>
          <IconArrowAutofitWidth size={16} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
    </>
  );
}
