// SPDX-License-Identifier: Apache-2.0
import type { home as english } from "../en/home";
import type { Same } from "../words";

export const home: Same<typeof english> = {
  title: "Bonjour {name}",
  titleDemo: "Bienvenue dans la démo",
  text: "Vos parcours en un coup d’œil : ce qui a besoin de vous.",
  define: {
    text: "ce que vous voulez",
    wrong: { one: "parcours comporte une erreur", other: "parcours comportent des erreurs" },
    unowned: { one: "parcours n’a pas de propriétaire", other: "parcours n’ont pas de propriétaire" },
    stale: {
      one: "parcours n’a pas été revu depuis longtemps",
      other: "parcours n’ont pas été revus depuis longtemps",
    },
    drafts: { one: "brouillon à publier", other: "brouillons à publier" },
    journeys: { one: "parcours", other: "parcours" },
    short: {
      wrong: "Avec une erreur",
      unowned: "Sans propriétaire",
      stale: "Pas revus depuis longtemps",
      drafts: "Brouillons à publier",
      journeys: "Parcours",
    },
    action: "Voir les parcours",
    empty: "Pas encore de parcours",
    emptyText: "Commencez par l’un des douze secteurs, ou par ce que montrent vos données.",
    make: "Créer un parcours",
  },
  listen: {
    text: "ce que font et disent les clients",
    events: { one: "événement de {customers} clients", other: "événements de {customers} clients" },
    sources: "Sources",
    last: "Dernier événement",
    quarantined: "Lignes mises de côté",
    action: "Voir les événements",
    empty: "Pas encore d’événements",
    emptyText: "Importez un fichier : CSV, Excel, Parquet ou un journal d’événements.",
    import: "Importer un fichier",
  },
  understand: {
    text: "ce que cela signifie",
    gap: "est le plus loin sous sa cible, dans « {journey} »",
    below: "Sous la cible de",
    drop: "perd le plus de clients, dans « {journey} »",
    dropShort: "La plupart sont perdus à « {step} »",
    lost: "Perdus là",
    action: "Voir sur la carte",
    empty: "Rien de marquant pour l’instant",
    emptyText:
      "Publiez un parcours avec des preuves ; Wend dira alors où l’on perd des clients et où ils sont moins satisfaits que voulu.",
  },
  views: {
    name: "Vues épinglées",
    empty: "Enregistrez une vue de n’importe quel écran, avec son filtre, et épinglez-la ici.",
    unpin: "Détacher",
    unpinned: "« {name} » n’est plus épinglée.",
  },
  recent: {
    name: "Modifiés en dernier",
    all: "Tous les parcours",
    journey: "Parcours",
    phases: "Avant, pendant, après",
    steps: "Étapes",
    owner: "Propriétaire",
    version: "Version",
    draft: "brouillon",
    changed: "Modifié",
  },
};
