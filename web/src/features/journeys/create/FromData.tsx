// SPDX-License-Identifier: Apache-2.0
import { Autocomplete, Button, NumberInput, TextInput } from "@mantine/core";
import { IconSparkles } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { keys, type Problem } from "@/api";
import { askDiscovery, type Discovery, listEventProperties, overviewEvents } from "@/api/generated";
import { useT } from "@/lang";
import { EmptyState, ErrorState, Lines, Panel } from "@/ui";
import classes from "./FromData.module.css";
import { ProposalView } from "./ProposalView";
import type { Ask, ProposedJourney } from "./proposal";

interface Proposed {
  proposal: Discovery;
  journey: ProposedJourney;
  ask: Ask;
}

/** The properties by which journeys may be cut: of the most frequent events, those that look like ids. */
function usePropertyNames(): string[] {
  const names = useQuery({
    queryKey: keys.events("properties", { of: "frequent" }),
    queryFn: async ({ signal }) => {
      const { names } = await overviewEvents({ signal });
      const lists = await Promise.all(
        (names ?? []).slice(0, 6).map(({ name }) => listEventProperties({ query: { name }, signal })),
      );
      const all = lists.flatMap((l) => l.properties ?? []).map((p) => p.name);
      return [...new Set(all)].filter((name) => /(^|_|[a-z])(id|number|no|ref)$/i.test(name)).sort();
    },
    staleTime: 300_000,
    retry: false,
  });
  return names.data ?? [];
}

/** Asks for a proposal, and reads its document. */
async function propose(ask: Ask): Promise<Proposed> {
  const [proposal, { parse }] = await Promise.all([askDiscovery({ query: ask }), import("yaml")]);
  return { proposal, journey: parse(proposal.document) as ProposedJourney, ask };
}

/** A journey proposed from what happened. */
export function FromData() {
  const t = useT();
  const [each, setEach] = useState("");
  const [idle, setIdle] = useState("");
  const [share, setShare] = useState<number | string>(5);
  const names = usePropertyNames();
  const asking = useMutation<Proposed, Problem, Ask>({ mutationFn: propose });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    asking.mutate({ each: each.trim(), idle: idle.trim(), min_share: Number(share) / 100 });
  };
  const errors = asking.error?.fields() ?? {};
  return (
    <div className={classes.both}>
      <Panel>
        <form className={classes.form} onSubmit={submit}>
          <Autocomplete
            label={t("journeys.create.each")}
            description={t("journeys.create.eachText")}
            placeholder={t("journeys.create.eachPlaceholder")}
            data={names}
            value={each}
            onChange={setEach}
            error={errors.each}
          />
          <TextInput
            label={t("journeys.create.idle")}
            description={t("journeys.create.idleText")}
            placeholder={t("journeys.create.idlePlaceholder")}
            value={idle}
            onChange={(e) => setIdle(e.currentTarget.value)}
            error={errors.idle}
          />
          <NumberInput
            label={t("journeys.create.minShare")}
            description={t("journeys.create.minShareText")}
            value={share}
            onChange={setShare}
            min={0.1}
            max={100}
            step={1}
            suffix=" %"
            error={errors.min_share}
          />
          <Button
            type="submit"
            loading={asking.isPending}
            leftSection={<IconSparkles size={16} stroke={1.6} />}
          >
            {t("journeys.create.propose")}
          </Button>
        </form>
      </Panel>
      <div className={classes.result} aria-live="polite">
        {asking.isPending ? (
          <Panel>
            <p className={classes.waiting}>{t("journeys.create.proposing")}</p>
            <Lines count={8} label={t("journeys.create.proposing")} />
          </Panel>
        ) : asking.error ? (
          <Panel>
            <ErrorState error={asking.error} />
          </Panel>
        ) : asking.data ? (
          <ProposalView {...asking.data} />
        ) : (
          <Panel>
            <EmptyState
              icon={<IconSparkles size={20} stroke={1.6} />}
              title={t("journeys.create.proposalNone")}
              text={t("journeys.create.proposalNoneText")}
            />
          </Panel>
        )}
      </div>
    </div>
  );
}
