// SPDX-License-Identifier: Apache-2.0

import { NativeSelect, TextInput, UnstyledButton } from "@mantine/core";
import { useT } from "@/lang";
import { feelingOf, felt } from "../document/forms";
import type { Feeling, Step } from "../document/types";
import { faces } from "../grid/cells/EmotionCell";
import { moodOf } from "../grid/moods";
import { useJourney } from "../state/tools";
import { useNames } from "../state/useNames";
import { Here, useField, useTyping } from "./fields";
import { ItemsField } from "./ItemsField";
import classes from "./Panel.module.css";

const lists = ["does", "thinks", "needs", "questions", "pains", "gains", "ideas", "quotes"] as const;

/** How it is for the customer. */
export function Experience({ step }: { step: Step }) {
  return (
    <>
      <FeelingFields step={step} />
      {lists.map((lane) => (
        <ItemsField key={lane} step={step} lane={lane} />
      ))}
    </>
  );
}

function FeelingFields({ step }: { step: Step }) {
  const t = useT();
  const named = useJourney().audience?.personas ?? [];
  const all = useNames().personas;
  const personas = named.length > 0 ? all.filter((p) => named.includes(p.value)) : all;
  const { value, set, disabled } = useField({ step, field: "feeling" });
  const feeling = feelingOf(value as Feeling | number | undefined);
  const change = (part: Partial<Feeling>) => set({ valence: 0, ...feeling, ...part });
  const label = useTyping(feeling?.label ?? "", (text) => feeling && change({ label: text || undefined }));
  return (
    <section className={classes.group}>
      <h3>{t("map.field.feeling")}</h3>
      <Here step={step} field="feeling">
        <Faces
          value={feeling?.valence}
          disabled={disabled}
          onPick={(valence) => (valence === feeling?.valence ? set(undefined) : set(felt(feeling, valence)))}
        />
        {feeling && (
          <div className={classes.pair} style={{ marginTop: 10 }}>
            <TextInput
              label={t("map.field.inAWord")}
              placeholder={t("map.field.inAWordHint")}
              disabled={disabled}
              value={label.value}
              onBlur={label.onBlur}
              onChange={(e) => label.onChange(e.currentTarget.value)}
            />
            <NativeSelect
              label={t("map.field.basis")}
              disabled={disabled}
              data={(["hypothesis", "research", "data"] as const).map((v) => ({
                value: v,
                label: t(`map.basis.${v}`),
              }))}
              value={feeling.basis ?? "hypothesis"}
              onChange={(e) => change({ basis: e.currentTarget.value as "data" })}
            />
          </div>
        )}
      </Here>
      {feeling &&
        personas.map((persona) => {
          const own = feelingOf(feeling.personas?.[persona.value]);
          const { [persona.value]: _, ...others } = feeling.personas ?? {};
          return (
            <div key={persona.value} className={classes.groupHead}>
              <span className={classes.hint} style={{ flex: 1 }}>
                {t("map.field.persona", { persona: persona.label })}
              </span>
              <Faces
                small
                value={own?.valence}
                disabled={disabled}
                onPick={(valence) => {
                  const next =
                    valence === own?.valence ? others : { ...others, [persona.value]: felt(own, valence) };
                  change({ personas: Object.keys(next).length > 0 ? next : undefined });
                }}
              />
            </div>
          );
        })}
    </section>
  );
}

interface FacesProps {
  value: number | undefined;
  disabled: boolean;
  small?: boolean;
  onPick: (valence: number) => void;
}

function Faces({ value, disabled, small, onPick }: FacesProps) {
  const t = useT();
  return (
    <div
      className={classes.faces}
      data-small={small || undefined}
      role="group"
      aria-label={t("map.field.feeling")}
    >
      {[...faces].reverse().map(([valence, Face]) => (
        <UnstyledButton
          key={valence}
          disabled={disabled}
          aria-pressed={value === valence}
          aria-label={t(`map.emotion.of.${moodOf(valence)}`)}
          title={t(`map.emotion.of.${moodOf(valence)}`)}
          onClick={() => onPick(valence)}
        >
          <Face size={small ? 16 : 20} stroke={1.6} aria-hidden />
        </UnstyledButton>
      ))}
    </div>
  );
}
