// SPDX-License-Identifier: Apache-2.0
import { useFormat, useT } from "@/lang";
import { basisOf, type CardLane, formOf, type Item } from "../../state/items";
import { tip } from "../Tips";
import classes from "./Cells.module.css";

interface CardViewProps {
  item: Item;
  lane: CardLane;
  pairing?: "added" | "removed";
  overlay?: boolean;
}

/** One card: dashed while nobody has proved it, filled once data have. */
export function CardView({ item, lane, pairing, overlay }: CardViewProps) {
  const t = useT();
  const format = useFormat();
  const form = formOf(lane);
  const basis = form === "statement" ? basisOf(item) : undefined;
  const said = [item.source, item.date && format.date(item.date)].filter(Boolean).join(", ");
  return (
    <div
      className={classes.card}
      data-lane={lane}
      data-form={form}
      data-blueprint={lane === "frontstage" || lane === "backstage" || lane === "support" || undefined}
      data-basis={basis}
      data-pairing={pairing}
      data-overlay={overlay || undefined}
      data-tip={
        basis
          ? tip(
              t(`map.basis.${basis}`),
              t(`map.basisText.${basis}`),
              said && t("map.source", { source: said }),
            )
          : undefined
      }
    >
      {pairing && <span className="visually-hidden">{t(`map.pairing.${pairing}`)}: </span>}
      {form === "quote" || lane === "thinks" ? `“${item.text}”` : item.text}
      {basis && <span className="visually-hidden"> ({t(`map.basis.${basis}`)})</span>}
      {item.severity ? <Severity of={item.severity} /> : null}
      {form === "quote" && said && <span className={classes.source}>{said}</span>}
    </div>
  );
}

function Severity({ of }: { of: number }) {
  const t = useT();
  return (
    <span className={classes.severity} role="img" aria-label={t("map.severity", { value: of })}>
      {[1, 2, 3, 4, 5].map((n) => (
        <i key={n} data-on={n <= of || undefined} />
      ))}
    </span>
  );
}
