// SPDX-License-Identifier: Apache-2.0
import { UnstyledButton } from "@mantine/core";
import { IconStarFilled } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useT } from "@/lang";
import { useParam } from "@/lib/useFilter";
import { Loaded, PhaseStrip } from "@/ui";
import classes from "./FromTemplate.module.css";
import { TemplatePreview } from "./TemplatePreview";
import { momentsOf, stripOf, type Template, templatesQuery } from "./template";

/** The gallery of templates, and beside it what the chosen one holds. */
export function FromTemplate() {
  const query = useQuery(templatesQuery);
  const [name, setName] = useParam("template");
  return (
    <Loaded query={query} lines={8}>
      {(templates) => {
        const chosen = templates.find((t) => t.name === name) ?? templates[0];
        return (
          <div className={classes.both}>
            <Gallery templates={templates} chosen={chosen?.name ?? ""} onChoose={setName} />
            {chosen && <TemplatePreview key={chosen.name} template={chosen} />}
          </div>
        );
      }}
    </Loaded>
  );
}

interface GalleryProps {
  templates: readonly Template[];
  chosen: string;
  onChoose: (name: string) => void;
}

function Gallery({ templates, chosen, onChoose }: GalleryProps) {
  const t = useT();
  return (
    <ul className={classes.gallery} aria-label={t("journeys.create.templates")}>
      {templates.map((template) => (
        <li key={template.name}>
          <UnstyledButton
            className={classes.card}
            aria-pressed={template.name === chosen}
            onClick={() => onChoose(template.name)}
          >
            <span className={classes.sector}>{template.sector}</span>
            <span className={classes.title}>{template.title}</span>
            <span className={classes.strip}>
              <PhaseStrip phases={stripOf(template)} />
            </span>
            <span className={classes.counts}>
              {t("journeys.steps", { count: template.steps })}
              <span className={classes.moments}>
                <IconStarFilled size={12} aria-hidden />
                <span aria-hidden>{momentsOf(template)}</span>
                <span className="visually-hidden">
                  {t("journeys.create.moments", { count: momentsOf(template) })}
                </span>
              </span>
            </span>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}
