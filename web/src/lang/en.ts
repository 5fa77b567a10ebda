// SPDX-License-Identifier: Apache-2.0
import { auth } from "./en/auth";
import { channels } from "./en/channels";
import { charts } from "./en/charts";
import { common } from "./en/common";
import { compare } from "./en/compare";
import { customers } from "./en/customers";
import { data } from "./en/data";
import { documents } from "./en/documents";
import { history } from "./en/history";
import { home } from "./en/home";
import { journeys } from "./en/journeys";
import { lifecycle } from "./en/lifecycle";
import { map } from "./en/map";
import { nav } from "./en/nav";
import { paths } from "./en/paths";
import { personas } from "./en/personas";
import { segments } from "./en/segments";
import { settings } from "./en/settings";
import { touchpoints } from "./en/touchpoints";
import { ui } from "./en/ui";

/** The English catalogue: the shape of every other. A feature adds texts in its own section, en/<feature>.ts. */
export const en = {
  common,
  ui,
  nav,
  charts,
  auth,
  home,
  settings,
  journeys,
  map,
  history,
  compare,
  documents,
  personas,
  segments,
  lifecycle,
  channels,
  touchpoints,
  paths,
  customers,
  data,
} as const;

export type Catalogue = typeof en;
