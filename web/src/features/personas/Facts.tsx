// SPDX-License-Identifier: Apache-2.0
import { Link } from "react-router";
import { useVocabulary } from "@/api";
import { useDocuments } from "@/api/documents";
import { useUses } from "@/api/uses";
import { useT } from "@/lang";
import { ChannelIcon, Panel } from "@/ui";
import { UsedIn } from "@/ui/documents";
import { useRuleWords } from "@/ui/useRuleWords";
import classes from "./Facts.module.css";
import type { PersonaValue } from "./personaDocument";
import { Share } from "./Share";

/** Whom a persona stands for, how many they are, where they are met. */
export function Facts({ persona }: { persona: PersonaValue }) {
  const t = useT();
  const { channels } = useVocabulary();
  const words = useRuleWords();
  const segments = useDocuments<{ where: unknown }>("segments");
  const { uses } = useUses();
  const segment = segments.data?.find((s) => s.id === persona.segment);
  return (
    <Panel>
      <dl className={classes.facts}>
        {persona.segment && (
          <div>
            <dt>{t("personas.standsFor")}</dt>
            <dd>
              <Link to={`/segments/${persona.segment}`}>{segment?.title ?? persona.segment}</Link>{" "}
              <Share segment={persona.segment} />
              {segment && <p>{words.of(segment.value.where)}</p>}
            </dd>
          </div>
        )}
        {persona.context && (
          <div>
            <dt>{t("personas.context")}</dt>
            <dd>{persona.context}</dd>
          </div>
        )}
        {(persona.channels?.length ?? 0) > 0 && (
          <div>
            <dt>{t("personas.channels")}</dt>
            <dd className={classes.channels}>
              {persona.channels?.map((c) => (
                <span key={c}>
                  <ChannelIcon channel={c} />
                  {channels.find((x) => x.value === c)?.label ?? c}
                </span>
              ))}
            </dd>
          </div>
        )}
        <div>
          <dt>{t("personas.journeys")}</dt>
          <dd>
            <UsedIn uses={uses.filter((u) => u.kind === "personas" && u.id === persona.id)} />
          </dd>
        </div>
      </dl>
    </Panel>
  );
}
