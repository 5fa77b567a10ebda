// SPDX-License-Identifier: Apache-2.0
import type { touchpoints as english } from "../en/touchpoints";
import type { Same } from "../words";

export const touchpoints: Same<typeof english> = {
  title: "Points de contact",
  text: "Ce que plusieurs étapes partagent, décrit une seule fois : le centre d’appels, la boutique, l’e-mail de confirmation.",
  new: "Nouveau point de contact",
  count: { one: "{count} point de contact", other: "{count} points de contact" },
  name: "Point de contact",
  channel: "Canal",
  kind: "Type",
  nature: "Nature",
  direction: "Direction",
  control: "Contrôle",
  owner: "Responsable",
  ownerText: "Qui en répond : une adresse ou un rôle.",
  promise: "Promesse de service",
  promiseText: "Ce sur quoi les clients peuvent compter ici, par exemple : réponse en 30 secondes.",
  usedIn: "Utilisé dans",
  empty: "La bibliothèque est vide",
  emptyText:
    "Décrivez un point de contact une seule fois, avec son responsable et sa promesse, et utilisez-le dans vos parcours.",
  edit: "Modifier {title}",
  titleField: "Titre",
  natureShort: { informative: "Informatif", transactional: "Transactionnel" },
  directionShort: { push: "Push", pull: "Pull" },
  ownerless: {
    one: "{count} point de contact sans responsable",
    other: "{count} points de contact sans responsable",
  },
};
