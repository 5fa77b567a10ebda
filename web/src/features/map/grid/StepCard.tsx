// SPDX-License-Identifier: Apache-2.0
import {
  IconArrowNarrowLeft,
  IconArrowNarrowRight,
  IconEyeOff,
  IconHourglassLow,
  IconInfoCircle,
  IconReceipt,
  IconRepeat,
  IconRouteAltLeft,
  IconStarFilled,
  IconUsersGroup,
} from "@tabler/icons-react";
import { memo, type ReactNode } from "react";
import { useT } from "@/lang";
import { ChannelIcon } from "@/ui";
import { momentOf, resolve } from "../document/forms";
import { isObserved } from "../document/places";
import type { Step } from "../document/types";
import { isEditing, useTools, useUi } from "../state/tools";
import { useLibrary } from "../state/useMapTools";
import { InlineText } from "./InlineText";
import classes from "./StepCard.module.css";
import { tip } from "./Tips";

interface StepCardProps {
  step: Step;
  number: number;
  selected?: boolean;
  editable?: boolean;
  overlay?: boolean;
  children?: ReactNode;
}

/** The head of a column: what happens, through which channel, who answers for it. */
export const StepCard = memo(function StepCard({
  step,
  number,
  selected,
  editable,
  overlay,
  children,
}: StepCardProps) {
  const t = useT();
  const tools = useTools();
  const editing = useUi((ui) => !overlay && isEditing(ui.editing, { kind: "title", step: step.id }));
  const moment = momentOf(step.moment_of_truth);
  const close = () => tools.ui.write({ editing: null });
  return (
    <div
      className={classes.card}
      data-contactless={step.contactless || undefined}
      data-moment={moment ? true : undefined}
      data-selected={selected || undefined}
      data-drag={editable || undefined}
      data-overlay={overlay || undefined}
    >
      <div className={classes.head}>
        {number > 0 && <span className={classes.number}>{number}</span>}
        {editing ? (
          <InlineText
            value={step.title}
            label={t("map.stepTitle")}
            onSave={(title) => {
              if (title) tools.set(step.id, "title", title);
              close();
            }}
            onCancel={close}
          />
        ) : (
          <span className={classes.title} data-title>
            {step.title}
          </span>
        )}
        {moment && (
          <span
            className={classes.star}
            data-tip={tip(t("map.moment"), t(`map.reason.${moment.reason as "payment"}`), moment.why)}
          >
            <IconStarFilled size={14} role="img" aria-label={t("map.moment")} />
          </span>
        )}
      </div>
      <Foot step={step} />
      {children}
    </div>
  );
});

/** Channel, marks and owner. */
function Foot({ step }: { step: Step }) {
  const t = useT();
  const touch = resolve(step, useLibrary());
  const mark = (key: string, icon: ReactNode, text: string, more?: string) => (
    <span key={key} role="img" aria-label={text} data-tip={tip(text, more)}>
      {icon}
    </span>
  );
  const marks: ReactNode[] = [];
  if (touch.direction === "push")
    marks.push(mark("push", <IconArrowNarrowRight size={14} stroke={1.6} />, t("common.direction.push")));
  if (touch.direction === "pull")
    marks.push(mark("pull", <IconArrowNarrowLeft size={14} stroke={1.6} />, t("common.direction.pull")));
  if (touch.nature === "transactional")
    marks.push(mark("nature", <IconReceipt size={14} stroke={1.6} />, t("common.nature.transactional")));
  if (touch.nature === "informative")
    marks.push(mark("nature", <IconInfoCircle size={14} stroke={1.6} />, t("common.nature.informative")));
  if (step.optional)
    marks.push(
      mark("optional", <IconRouteAltLeft size={14} stroke={1.6} />, t("map.optional"), t("map.optionalText")),
    );
  if (step.repeatable)
    marks.push(
      mark("repeat", <IconRepeat size={14} stroke={1.6} />, t("map.repeatable"), t("map.repeatableText")),
    );
  if (step.for?.length)
    marks.push(
      mark("for", <IconUsersGroup size={14} stroke={1.6} />, t("map.for", { segments: step.for.join(", ") })),
    );
  if (!isObserved(step))
    marks.push(
      mark(
        "unobserved",
        <IconEyeOff size={14} stroke={1.6} />,
        t("common.unobserved"),
        t("map.unobservedText"),
      ),
    );
  const channel = step.contactless ? t("map.contactless") : touch.channelTitle;
  return (
    <div className={classes.foot}>
      {channel && (
        <span
          className={classes.channel}
          data-tip={tip(
            channel,
            touch.mode && t(`common.mode.${touch.mode as "digital"}`),
            touch.control && t("map.controlled", { who: t(`common.control.${touch.control as "company"}`) }),
            touch.promise && t("map.promised", { promise: touch.promise }),
          )}
        >
          {step.contactless ? (
            <IconHourglassLow size={15} stroke={1.6} aria-hidden />
          ) : (
            <ChannelIcon channel={touch.channel ?? ""} mode={touch.mode} size={15} />
          )}
          <span>{channel}</span>
        </span>
      )}
      <span className={classes.marks}>{marks}</span>
      <Owner owner={touch.owner} needed={!step.contactless} />
    </div>
  );
}

/** "brand@example.com" → BR; "cx.team@…" → CT. */
export function initialsOf(owner: string): string {
  const words = (owner.split("@")[0] ?? owner).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const letters = words.length > 1 ? words.slice(0, 2).map((w) => w[0]) : [words[0]?.slice(0, 2)];
  return letters.join("").toUpperCase();
}

function Owner({ owner, needed }: { owner?: string; needed: boolean }) {
  const t = useT();
  if (!owner && !needed) return null;
  const text = owner ? t("map.ownedBy", { owner }) : t("map.noOwner");
  return (
    <span
      className={classes.owner}
      role="img"
      aria-label={text}
      data-tip={text}
      data-none={!owner || undefined}
    >
      {owner ? initialsOf(owner) : "?"}
    </span>
  );
}
