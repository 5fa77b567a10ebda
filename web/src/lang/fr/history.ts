// SPDX-License-Identifier: Apache-2.0
import type { history as english } from "../en/history";
import type { Same } from "../words";

export const history: Same<typeof english> = {
  added: "{place}, en plus : {value}",
  removed: "{place}, en moins : {value}",
  changed: "{place} : {before} → {after}",
  reordered: "{place} : dans un autre ordre",
  partOf: "{label}, « {item} », {part}",
  stage: "« {stage} » ({phase})",
  renamed: "La séquence « {from} » s’appelle maintenant « {to} »",
  moved: "Déplacée de {from} à {to}",
  newStep: "Nouvelle dans {place}",
  goneStep: "Supprimée de {place}",
  behind: "Déplacée après « {step} »",
  front: "Déplacée au début",
  id: "Identifiant",
  scope: "Début et fin",
  status: "Statut",
  reviewed: "Dernière revue",
  links: "Enchaînements hors de l’ordre",
  parking: "Parking",
  unit: "Unité",
  severity: "Gravité",
};
