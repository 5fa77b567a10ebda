// SPDX-License-Identifier: Apache-2.0

import { ActionIcon, Button, Select } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useT } from "@/lang";
import { evidenceOf, listOrNothing, writtenEvidence } from "../document/forms";
import type { Alternative, Evidence, Journey, Step } from "../document/types";
import { useLibrary } from "../state/useMapTools";
import { useNames } from "../state/useNames";
import { EvidenceList } from "./EvidenceList";
import { ChoiceField, Here, useField } from "./fields";
import classes from "./Panel.module.css";

/** What shows that a customer was here: events, answers, on this channel and on others. */
export function EvidenceTab({ step, journey }: { step: Step; journey: Journey }) {
  const t = useT();
  return (
    <>
      <Evidences step={step} journey={journey} field="evidence" title={t("map.evidence.title")}>
        {t("map.evidence.text")}
      </Evidences>
      <Alternatives step={step} journey={journey} />
      <Evidences step={step} journey={journey} field="fails" title={t("map.evidence.fails")}>
        {t("map.evidence.failsText")}
      </Evidences>
      <section className={classes.group}>
        <h3>{t("map.evidence.counts")}</h3>
        <p className={classes.hint}>{t("map.evidence.countsText")}</p>
        <ChoiceField
          step={step}
          field="counts.every"
          label={t("map.evidence.every")}
          placeholder={t("map.evidence.notCounted")}
          options={(["day", "week", "month"] as const).map((v) => ({
            value: v,
            label: t(`map.evidence.${v}`),
          }))}
        />
      </section>
    </>
  );
}

interface EvidencesProps {
  step: Step;
  journey: Journey;
  field: "evidence" | "fails";
  title: string;
  children: React.ReactNode;
}

function Evidences({ step, journey, field, title, children }: EvidencesProps) {
  const { value, set, disabled } = useField({ step, field });
  const list = evidenceOf(value as Evidence[] | undefined);
  return (
    <section className={classes.group}>
      <h3>{title}</h3>
      <p className={classes.hint}>{children}</p>
      <Here step={step} field={field}>
        <EvidenceList
          step={step}
          journey={journey}
          list={list}
          disabled={disabled}
          onChange={(next) => set(listOrNothing(next.map(writtenEvidence)))}
        />
      </Here>
    </section>
  );
}

/** The same step on other channels: omnichannel, not a second step. */
function Alternatives({ step, journey }: { step: Step; journey: Journey }) {
  const t = useT();
  const { channels } = useNames();
  const { value, set, disabled } = useField({ step, field: "alternatives" });
  const list = (value as Alternative[] | undefined) ?? [];
  const library = [...useLibrary().touchpoints].map(([id, of]) => ({
    value: `use:${id}`,
    label: of.title || id,
  }));
  const change = (index: number, to: Alternative | undefined) =>
    set(listOrNothing(to ? list.map((a, i) => (i === index ? to : a)) : list.filter((_, i) => i !== index)));
  return (
    <section className={classes.group}>
      <div className={classes.groupHead}>
        <h3>{t("map.evidence.alternatives")}</h3>
        {!disabled && (
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconPlus size={13} />}
            onClick={() => set([...list, { channel: "phone" }])}
          >
            {t("map.evidence.channel")}
          </Button>
        )}
      </div>
      <p className={classes.hint}>{t("map.evidence.alternativesText")}</p>
      {list.map((alternative, i) => {
        const own = alternative.channel ? [{ value: alternative.channel, label: alternative.channel }] : [];
        const known = !alternative.channel || channels.some((c) => c.value === alternative.channel);
        const { evidence, ...touch } = alternative;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: alternatives have no name of their own
          <div key={i} className={classes.evidence}>
            <div style={{ display: "flex", gap: 6, alignItems: "flex-end" }}>
              <Select
                style={{ flex: 1 }}
                size="xs"
                label={t("ui.fields.channel")}
                disabled={disabled}
                searchable
                data={[
                  { group: t("map.field.use"), items: library },
                  { group: t("nav.channels"), items: known ? [...channels] : [...channels, ...own] },
                ]}
                value={alternative.use ? `use:${alternative.use}` : (alternative.channel ?? null)}
                onChange={(chosen) => {
                  if (!chosen) return;
                  const rest = evidence ? { evidence } : {};
                  change(
                    i,
                    chosen.startsWith("use:")
                      ? { use: chosen.slice(4), ...rest }
                      : { channel: chosen, ...rest },
                  );
                }}
              />
              {!disabled && (
                <ActionIcon aria-label={t("common.remove")} onClick={() => change(i, undefined)}>
                  <IconTrash size={16} stroke={1.6} />
                </ActionIcon>
              )}
            </div>
            <EvidenceList
              step={step}
              journey={journey}
              list={evidenceOf(evidence)}
              disabled={disabled}
              onChange={(next) =>
                change(i, next.length > 0 ? { ...touch, evidence: next.map(writtenEvidence) } : touch)
              }
            />
          </div>
        );
      })}
    </section>
  );
}
