// SPDX-License-Identifier: Apache-2.0
import {
  type Icon,
  IconArrowsSplit2,
  IconCirclesRelation,
  IconDatabase,
  IconHome,
  IconMapPins,
  IconRoute,
  IconSettings,
  IconTimelineEvent,
  IconUserSquare,
  IconUsers,
  IconUsersGroup,
} from "@tabler/icons-react";
import { matchPath, type RouteObject } from "react-router";

export type Place =
  | "home"
  | "journeys"
  | "personas"
  | "segments"
  | "lifecycle"
  | "channels"
  | "touchpoints"
  | "data"
  | "paths"
  | "customers"
  | "settings";

export interface Entry {
  place: Place;
  to: string;
  icon: Icon;
  /** The second key of "g …". */
  key: string;
}

export interface Group {
  title?: "define" | "listen" | "understand";
  entries: Entry[];
}

/** The navigation follows the loop; act and monitor join when they have screens. */
const groups: Group[] = [
  { entries: [{ place: "home", to: "/", icon: IconHome, key: "h" }] },
  {
    title: "define",
    entries: [
      { place: "journeys", to: "/journeys", icon: IconRoute, key: "j" },
      { place: "personas", to: "/personas", icon: IconUserSquare, key: "p" },
      { place: "segments", to: "/segments", icon: IconUsersGroup, key: "s" },
      { place: "lifecycle", to: "/lifecycle", icon: IconTimelineEvent, key: "l" },
      { place: "channels", to: "/channels", icon: IconCirclesRelation, key: "c" },
      { place: "touchpoints", to: "/touchpoints", icon: IconMapPins, key: "t" },
    ],
  },
  { title: "listen", entries: [{ place: "data", to: "/data", icon: IconDatabase, key: "d" }] },
  {
    title: "understand",
    entries: [
      { place: "paths", to: "/paths", icon: IconArrowsSplit2, key: "a" },
      { place: "customers", to: "/customers", icon: IconUsers, key: "u" },
    ],
  },
];

export const settings: Entry = { place: "settings", to: "/settings", icon: IconSettings, key: "," };

/** Whether a screen exists at an address, or below it. */
export function exists(screens: RouteObject[], to: string): boolean {
  return screens.some(({ path, index }) =>
    to === "/"
      ? index || path === "/"
      : path !== undefined &&
        path !== "*" &&
        matchPath({ path: to, end: false }, `/${path}`.replace("//", "/")),
  );
}

/** The groups with entries that lead somewhere. */
export function navigation(screens: RouteObject[]): Group[] {
  return groups
    .map((group) => ({ ...group, entries: group.entries.filter((entry) => exists(screens, entry.to)) }))
    .filter((group) => group.entries.length > 0);
}
