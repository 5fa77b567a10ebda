// SPDX-License-Identifier: Apache-2.0
import type { AskTravelled } from "@/api/generated";
import type { Instance, Moment, VisitedAs } from "./wire";

/** The same event several times in a row, or one by itself. */
export interface Run {
  /** The newest first. */
  events: Moment[];
  visit: VisitedAs | undefined;
  /** Seconds from the older event before the run; null where there is none in the block. */
  gap: number | null;
}

/** A stretch of a timeline: one instance of a journey, or what lies outside of journeys. */
export interface Block {
  key: string;
  journey?: string;
  title?: string;
  instance?: Instance;
  runs: Run[];
}

/**
 * Parts a timeline, the newest first, into blocks. An event that stands in
 * several journeys is shown in the first of them; events in none are gathered
 * between the blocks where they happened.
 */
export function blocksOf(
  lived: { events: Moment[]; journeys: Omit<AskTravelled, "unassigned">[] },
  journey = "",
): Block[] {
  const blocks: (Omit<Block, "runs"> & { events: [Moment, VisitedAs | undefined][] })[] = [];
  for (const event of lived.events) {
    const visit = event.steps?.find((s) => !journey || s.journey === journey);
    const key = visit ? `${visit.journey}#${visit.instance}` : "";
    let block = key ? blocks.find((b) => b.key === key) : blocks.at(-1);
    if (!block || (!key && block.journey !== undefined)) {
      const of = lived.journeys.find((j) => j.journey === visit?.journey);
      block = {
        key: key || `between#${event.message_id}`,
        journey: visit?.journey,
        title: of?.title || visit?.journey,
        instance: of?.instances?.find((i) => i.instance === visit?.instance),
        events: [],
      };
      blocks.push(block);
    }
    block.events.push([event, visit]);
  }
  return blocks.map(({ events, ...block }) => ({ ...block, runs: runsOf(events) }));
}

function runsOf(events: [Moment, VisitedAs | undefined][]): Run[] {
  const runs: Run[] = [];
  for (const [event, visit] of events) {
    const last = runs.at(-1);
    const before = last?.events.at(-1);
    const gap = before && !before.undated && !event.undated ? seconds(event.time, before.time) : null;
    if (last && before && isSame(before, last.visit, event, visit)) {
      last.events.push(event);
      continue;
    }
    // What was known so far ends here: the gap belongs to the newer run.
    if (last) last.gap = gap;
    runs.push({ events: [event], visit, gap: null });
  }
  return runs;
}

const isSame = (a: Moment, of: VisitedAs | undefined, b: Moment, visit: VisitedAs | undefined): boolean =>
  !a.answer &&
  !b.answer &&
  a.event === b.event &&
  a.channel === b.channel &&
  of?.step === visit?.step &&
  !of?.failed &&
  !visit?.failed;

const seconds = (from: string, to: string) => Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000);

/** How long an instance took, or has taken until a moment, in seconds. */
export function lengthOf({ start, last, completed, outcome }: Instance, now: string): number {
  if (outcome === "ongoing") return seconds(start, now);
  return seconds(start, completed ?? last);
}

/** The channel a customer says to prefer, else the one used most. */
export function favourite(
  channels: Record<string, number>,
  traits: Record<string, unknown>,
): { channel: string; stated: boolean } | null {
  const stated = traits.preferred_channel;
  if (typeof stated === "string" && stated) return { channel: stated, stated: true };
  const most = Object.entries(channels).sort((a, b) => b[1] - a[1])[0];
  return most ? { channel: most[0], stated: false } : null;
}
