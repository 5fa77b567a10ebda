// SPDX-License-Identifier: Apache-2.0
import {
  type Icon,
  IconBrain,
  IconEar,
  IconEye,
  IconHeart,
  IconMessageCircle,
  IconWalk,
} from "@tabler/icons-react";
import { useT } from "@/lang";
import { Panel } from "@/ui";
import classes from "./EmpathyMap.module.css";
import type { EmpathyField, PersonaValue } from "./personaDocument";
import { Statements } from "./Statements";

const cells: { field: EmpathyField; icon: Icon }[] = [
  { field: "thinks", icon: IconBrain },
  { field: "feels", icon: IconHeart },
  { field: "sees", icon: IconEye },
  { field: "hears", icon: IconEar },
  { field: "says", icon: IconMessageCircle },
  { field: "does", icon: IconWalk },
];

/** What a customer perceives and does: inside above, outside around, deeds below. */
export function EmpathyMap({ persona }: { persona: PersonaValue }) {
  const t = useT();
  return (
    <Panel title={t("personas.empathy")} text={t("personas.empathyText")}>
      <div className={classes.map}>
        {cells.map(({ field, icon: Shape }) => (
          <section key={field} className={classes.cell} aria-label={t(`personas.${field}`)}>
            <h3>
              <Shape size={16} stroke={1.6} aria-hidden />
              {t(`personas.${field}`)}
            </h3>
            <Statements of={persona.empathy?.[field]} />
          </section>
        ))}
      </div>
    </Panel>
  );
}
