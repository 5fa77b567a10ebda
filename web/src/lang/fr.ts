// SPDX-License-Identifier: Apache-2.0
import type { Catalogue } from "./en";
import { auth } from "./fr/auth";
import { channels } from "./fr/channels";
import { charts } from "./fr/charts";
import { common } from "./fr/common";
import { compare } from "./fr/compare";
import { customers } from "./fr/customers";
import { data } from "./fr/data";
import { documents } from "./fr/documents";
import { history } from "./fr/history";
import { home } from "./fr/home";
import { journeys } from "./fr/journeys";
import { lifecycle } from "./fr/lifecycle";
import { map } from "./fr/map";
import { nav } from "./fr/nav";
import { paths } from "./fr/paths";
import { personas } from "./fr/personas";
import { segments } from "./fr/segments";
import { settings } from "./fr/settings";
import { touchpoints } from "./fr/touchpoints";
import { ui } from "./fr/ui";
import type { Same } from "./words";

export const fr: Same<Catalogue> = {
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
};
