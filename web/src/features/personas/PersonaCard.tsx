// SPDX-License-Identifier: Apache-2.0
import { Link } from "react-router";
import { useVocabulary } from "@/api";
import { useT } from "@/lang";
import { ChannelIcon } from "@/ui";
import { BasisSum } from "@/ui/documents";
import { Avatar } from "./Avatar";
import classes from "./PersonaCard.module.css";
import { allStatements, type PersonaValue } from "./personaDocument";
import { Share } from "./Share";

/** One persona at a glance. */
export function PersonaCard({ persona }: { persona: PersonaValue }) {
  const t = useT();
  const { segments, channels } = useVocabulary();
  const { id, name, quote, who, segment } = persona;
  return (
    <article className={classes.card}>
      <header className={classes.head}>
        <Avatar id={id} name={name} picture={persona.picture} />
        <div>
          <h2 className={classes.name}>
            <Link className={classes.link} to={`/personas/${id}`}>
              {name}
            </Link>
          </h2>
          {who && <p className={classes.who}>{who}</p>}
        </div>
      </header>
      {quote && <blockquote className={classes.quote}>{quote}</blockquote>}
      <div className={classes.facts}>
        <span className={classes.segment}>
          {segment ? (segments.find((s) => s.value === segment)?.label ?? segment) : t("personas.nobody")}
        </span>
        {segment && <Share segment={segment} />}
      </div>
      <footer className={classes.foot}>
        <BasisSum statements={allStatements(persona)} />
        <span className={classes.channels}>
          {persona.channels?.map((c) => (
            <ChannelIcon key={c} channel={c} label={channels.find((x) => x.value === c)?.label ?? c} />
          ))}
        </span>
      </footer>
    </article>
  );
}
