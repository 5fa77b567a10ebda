// SPDX-License-Identifier: Apache-2.0
import type { charts as english } from "../en/charts";
import type { Same } from "../words";

export const charts: Same<typeof english> = {
  table: "Voir en tableau",
  chart: "Voir en graphique",
  others: "autres",
  end: "fin",
};
