// SPDX-License-Identifier: Apache-2.0
import { ActionIcon } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { useId, useState } from "react";
import { Link } from "react-router";
import type { PathVariant } from "@/api/generated";
import { useFormat, useT } from "@/lang";
import { Figure } from "@/ui";
import type { To } from "../here";
import { Outcomes } from "../Outcomes";
import { Path } from "../Path";
import { ShareBar } from "../ShareBar";
import { StepChip } from "../StepChip";
import classes from "./Variants.module.css";

interface VariantRowProps {
  of: PathVariant;
  rank: number;
  /** The largest share in the list: the whole width of a bar. */
  most: number;
  to: To;
}

/** One order of steps: how many, what it came to, how long it took. Unfolded, one step a line. */
export function VariantRow({ of, rank, most, to }: VariantRowProps) {
  const t = useT();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const id = useId();
  const steps = of.steps ?? [];
  const path = { what: "variant", path: steps } as const;
  const times = of.duration;
  return (
    <li className={classes.row}>
      <ActionIcon
        size="sm"
        aria-expanded={open}
        aria-controls={id}
        aria-label={t("paths.variants.expand", { rank })}
        onClick={() => setOpen(!open)}
      >
        <IconChevronRight size={16} stroke={1.6} className={classes.chevron} data-open={open || undefined} />
      </ActionIcon>
      <div className={classes.share}>
        <span className={classes.figures}>
          <Figure of={of.estimate} kind="percent" to={to(path)} label={t("paths.share")} />
          <span className={classes.count}>{format.number(of.instances)}</span>
        </span>
        <ShareBar of={of.estimate} most={most} />
      </div>
      <div id={id} className={classes.path}>
        {open ? (
          <ol className={classes.steps}>
            {steps.map((step, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a step may come several times; only its place tells it apart
              <li key={i}>
                <span className={classes.place}>{i + 1}</span>
                <Link className={classes.stepLink} to={to({ what: "reached", step })}>
                  <StepChip step={step} again={steps.indexOf(step) < i} />
                </Link>
              </li>
            ))}
          </ol>
        ) : (
          <Path steps={steps} />
        )}
      </div>
      <Outcomes completed={of.completed} abandoned={of.abandoned} ongoing={of.ongoing} />
      <div className={classes.time}>
        <Figure
          of={
            times && {
              value: times.median_s,
              lo: times.median_lo_s,
              hi: times.median_hi_s,
              n: times.n,
            }
          }
          kind="duration"
          label={t("paths.median")}
          note={times?.p90_s != null && `${t("paths.p90")} ${format.duration(times.p90_s)}`}
        />
      </div>
    </li>
  );
}
