// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react";
import { useT } from "@/lang";
import { BasisSum } from "@/ui/documents";
import { Avatar } from "./Avatar";
import { allStatements, type PersonaValue } from "./personaDocument";
import classes from "./Sketch.module.css";

/** The head of a persona's page: face, name, what they would say. */
export function Sketch({ persona, actions }: { persona: PersonaValue; actions: ReactNode }) {
  const t = useT();
  const statements = allStatements(persona);
  return (
    <header className={classes.head}>
      <Avatar id={persona.id} name={persona.name} picture={persona.picture} size={72} />
      <div className={classes.words}>
        <h1>{persona.name}</h1>
        {persona.who && <p>{persona.who}</p>}
        {persona.quote && <blockquote>{persona.quote}</blockquote>}
        <p className={classes.sum}>
          {t("personas.statements", { count: statements.length })}
          <BasisSum statements={statements} />
        </p>
      </div>
      <div className={classes.actions}>{actions}</div>
    </header>
  );
}
