// SPDX-License-Identifier: Apache-2.0
import type { auth as english } from "../en/auth";
import type { Same } from "../words";

export const auth: Same<typeof english> = {
  signIn: "Se connecter",
  signInText: "Heureux de vous revoir sur Wend.",
  with: "Continuer avec {name}",
  or: "ou",
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
