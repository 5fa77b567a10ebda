// SPDX-License-Identifier: Apache-2.0
import type { auth as english } from "../en/auth";
import type { Same } from "../words";

export const auth: Same<typeof english> = {
  signIn: "Se connecter",
  signInText: "Heureux de vous revoir sur Wend.",
  with: "Continuer avec {name}",
  or: "ou",
  problems: {
    expired: "Cela a pris trop de temps, ou a commencé dans un autre navigateur. Réessayez.",
    refused: "{name} ne vous a pas laissé entrer. Réessayez, ou choisissez-y un autre compte.",
    unverified: "{name} n’a pas vérifié votre adresse e-mail. Faites-la vérifier, puis réessayez.",
    no_account:
      "{name} vous connaît, mais personne avec votre adresse e-mail n’a de compte ici. Demandez une invitation à un propriétaire.",
    unavailable:
      "{name} ne répond pas comme il faut. Réessayez plus tard ; le journal du serveur en dit plus.",
  },
  setUp: "Installer Wend",
  setUpText: "Tout reste sur ce serveur. Vous serez propriétaire de l’espace de travail.",
  begin: "Créer l’espace de travail",
  token: "Code d’installation",
  tokenText: "Il figure dans le lien que Wend a affiché à son démarrage.",
  workspace: "Nom de l’espace de travail",
  workspaceText: "Votre entreprise, ou la partie dont vous suivez les parcours.",
  yourName: "Votre nom",
  passwordText: "10 caractères au moins. Quelques mots se retiennent mieux que des signes.",
  invited: "Vous êtes invité",
  invitedAs: "{email} rejoint en tant que : {role}.",
  join: "Rejoindre l’espace",
};
