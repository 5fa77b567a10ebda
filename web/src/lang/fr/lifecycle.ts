// SPDX-License-Identifier: Apache-2.0
import type { lifecycle as english } from "../en/lifecycle";
import type { Same } from "../words";

export const lifecycle: Same<typeof english> = {
  title: "Cycle de vie",
  text: "Les états des clients, les parcours qui appartiennent à chacun, et comment les clients passent de l’un à l’autre.",
  edit: "Modifier",
  editTitle: "Modifier {title}",
  new: "Décrire le cycle de vie",
  newTitle: "Nouveau cycle de vie",
  choose: "Cycle de vie",
  empty: "Pas encore de cycle de vie",
  emptyText:
    "Un cycle de vie dit quand quelqu’un est prospect, actif, endormi ou perdu. Grâce à lui, chaque parcours dit dans quels états il commence.",
  flowsOf: "Passages d’une instance à la suivante de",
  allEvents: "N’importe quel événement",
  noRule: "Tous les autres",
  starts: "Commencent ici",
  startsText: "Parmi les instances de ce parcours, celles commencées par des clients dans cet état",
  stay: "{share} restent",
  flow: "{from} vers {to}",
  flowText: "{count} fois, par {customers}",
  flowShare: "{share} de ce qui a suivi « {from} »",
  journeys: "Parcours",
  begun: { one: "{count} commencée ici", other: "{count} commencées ici" },
  noJourneys: "Aucun parcours n’appartient encore à cet état.",
  unplaced: "Dans aucun état",
  unplacedText: "Des parcours que le cycle de vie ne nomme pas. Ajoutez-les à l’état où ils comptent.",
  table: "Passages entre états",
  tableText: "Combien de fois l’instance suivante d’un client a commencé dans quel état.",
  from: "De",
  to: "Vers",
  times: "Fois",
  customers: "Clients",
  share: "Part",
  none: "Aucun état",
  noFlows: "Aucun client n’a encore commencé de seconde instance : personne n’a bougé.",
};
