// SPDX-License-Identifier: Apache-2.0
// Answers for the map: a journey of the outdoor shop, and "long", one of forty
// steps; figures are made up from the step's name and the question.
import { readFileSync } from "node:fs";
import { apply, inverse } from "../src/features/map/document/apply";
import { textsOf } from "../src/features/map/document/forms";
import { same, valueAt } from "../src/features/map/document/paths";
import { isObserved, newId, placesOf, stepOf } from "../src/features/map/document/places";
import type { Applied, Edit, Journey, Step } from "../src/features/map/document/types";
import type { Answers } from "./plugin";

const shop: Journey = JSON.parse(readFileSync(new URL("map.json", import.meta.url), "utf8"));

function long(): Journey {
  const steps = placesOf(shop).map((p) => p.step);
  const stage = (title: string, from: number, count: number) => ({
    stage: title,
    steps: Array.from({ length: count }, (_, i) => {
      const step = steps[(from + i) % steps.length] as Step;
      return { ...step, id: `${step.id}-${from + i}` };
    }),
  });
  return {
    ...shop,
    id: "long",
    title: "I renovate a whole house",
    phases: {
      before: [stage("Dream", 0, 7), stage("Plan", 7, 8)],
      during: [stage("Buy", 15, 6), stage("Build", 21, 9)],
      after: [stage("Live", 30, 6), stage("Repair", 36, 4)],
    },
  };
}

function toBe(): Journey {
  const edits: Edit[] = [
    { op: "set", field: "id", to: "buy-online-next" },
    { op: "set", field: "title", to: "I buy outdoor gear online, and know when it comes" },
    { op: "set", field: "state", to: "to-be" },
    { op: "set", field: "improves", to: "buy-online" },
    { op: "remove-step", step: "visits-store" },
    { op: "set", step: "waits", field: "feeling", to: { valence: 1, label: "in the picture" } },
    { op: "set", step: "waits", field: "pains", to: undefined },
    {
      op: "add-step",
      phase: "during",
      stage: "Receive",
      after: "shipped",
      value: {
        id: "picks-day",
        title: "Picks the day of delivery",
        touchpoint: { channel: "sms" },
        ideas: ["One tap"],
      },
    },
  ];
  return edits.reduce(apply, shop);
}

interface Kept {
  journey: Journey;
  published: Journey;
  version: number;
  revision: number;
}

const kept = new Map<string, Kept>(
  [shop, long(), toBe()].map((journey) => [
    journey.id,
    { journey, published: journey, version: journey.state === "to-be" ? 0 : 3, revision: 1 },
  ]),
);
const open = (id: string | undefined): Kept => kept.get(id ?? "") ?? (kept.get("buy-online") as Kept);

/** The same number 0…1 for the same words. */
function chance(...words: string[]): number {
  let h = 2166136261;
  for (const c of words.join("|")) h = Math.imul(h ^ c.charCodeAt(0), 16777619);
  return ((h >>> 0) % 10_000) / 10_000;
}

const share = (value: number, n: number) => {
  const half = 1.96 * Math.sqrt(Math.max(0.0001, value * (1 - value)) / n);
  return { value, lo: Math.max(0, value - half), hi: Math.min(1, value + half), n };
};

function rowOf(step: Step, i: number, place: { phase: string; stage: string }, salt: string) {
  const observed = isObserved(step);
  const n = 11_820;
  const reached = Math.max(
    0.04,
    Math.min(0.98, 0.97 - i * 0.03 - (step.optional ? 0.5 : 0) + (chance(step.id, salt) - 0.5) * 0.1),
  );
  const drop = chance(step.id, "drop", salt) * 0.3;
  const reach = Math.round(reached * 22_000);
  const median = 10 ** (1.5 + chance(step.id, "time") * 4) * (1 + (chance(step.id, salt) - 0.5) * 0.2);
  const times = {
    median_s: median,
    median_lo_s: median * 0.97,
    median_hi_s: median * 1.03,
    p90_s: median * 4,
    n: reach,
  };
  const value = 0.6 + chance(step.id, "csat", salt) * 0.3;
  const answers = 600 + Math.round(chance(step.id) * 2000);
  const e = share(value, answers);
  const target = typeof step.target === "number" ? step.target : undefined;
  return {
    id: step.id,
    title: step.title,
    ...place,
    observed,
    reach: observed ? reach : null,
    reach_rate: observed ? share(reached, n) : null,
    drop_rate: observed ? share(drop, n * reached) : undefined,
    continued: observed ? Math.round(reach * (1 - drop)) : null,
    dropped: observed ? Math.round(reach * drop * 0.8) : null,
    ended: observed ? 0 : null,
    waiting: observed ? Math.round(reach * drop * 0.2) : null,
    skipped: observed && !step.optional ? Math.round(chance(step.id, "skip") * 500) : null,
    repeats: observed && step.repeatable ? Math.round(reach * 0.8) : 0,
    rework: 0,
    failed: step.fails ? Math.round(reach * 0.09) : 0,
    time_from_previous: observed && i > 0 ? times : null,
    since: step.expected
      ? {
          ...times,
          of: step.expected.of,
          late: share(chance(step.id, "late", salt) * 0.4, reach),
          promise: "by the promised day",
        }
      : undefined,
    satisfaction: step.satisfaction
      ? {
          kind: "csat",
          rule: "share of the top 2 of 5",
          n: answers,
          unattached: 0,
          scale: { min: 1, max: 5, direction: "up" },
          value,
          lo: e.lo,
          hi: e.hi,
        }
      : null,
    response_rate: step.satisfaction ? share(0.11, reach) : undefined,
    emotion: step.satisfaction
      ? {
          value: (value - 0.6) * 6 - 0.6,
          lo: (value - 0.6) * 6 - 0.8,
          hi: (value - 0.6) * 6 - 0.4,
          n: answers,
        }
      : undefined,
    importance_stated: typeof step.importance === "number" ? step.importance : undefined,
    target,
    gap: target ? { value: target - value, lo: target - e.hi, hi: target - e.lo, n: answers } : undefined,
    gap_to: target ? "target" : undefined,
    reading: target
      ? e.hi < target
        ? "below target"
        : e.lo > target
          ? "above target"
          : "undecided"
      : undefined,
  };
}

type Row = ReturnType<typeof rowOf>;

function card(journey: Journey, query: URLSearchParams, salt: string) {
  const wanted = ["mode", "nature", "direction", "control"].filter((f) => query.get(f));
  const steps = placesOf(journey)
    .filter(({ step }) => wanted.every((f) => valueAt(step.touchpoint, f) === query.get(f)))
    .map((p, i) => rowOf(p.step, i, { phase: p.phase, stage: p.stage }, salt));
  const overall = 3.5 + chance(journey.id, salt) * 0.6;
  return {
    journey: journey.id,
    title: journey.title,
    version: 3,
    digest: "",
    as_of: new Date().toISOString(),
    position: 143_239,
    filter: {},
    basis: "events",
    instances: { total: 22_329, completed: 7_606, abandoned: 9_340, ongoing: 5_383, unripe: 10_509 },
    ripe_after_s: 3_559_710,
    unassigned: 0,
    completion: share(0.3 + chance(salt) * 0.1, 11_820),
    duration: { median_s: 362_361, median_lo_s: 357_495, median_hi_s: 366_850, p90_s: 813_236, n: 7_606 },
    overall: {
      kind: "mean",
      rule: "mean of 1 to 5",
      n: 2_462,
      unattached: 0,
      scale: { min: 1, max: 5, direction: "up" },
      value: overall,
      lo: overall - 0.05,
      hi: overall + 0.05,
    },
    target: 4.4,
    gap: { value: 4.4 - overall, lo: 4.35 - overall, hi: 4.45 - overall, n: 2_462 },
    reading: "below target",
    return: {
      completed: 7_606,
      returned: 1_820,
      reminded: 0,
      rate: share(0.3255, 7_606),
      within_s: 6_583_290,
      median_s: 1_525_568,
    },
    steps,
  };
}

const less = (a: { value: number; lo: number; hi: number; n: number } | null | undefined, b: typeof a) => {
  if (!a || !b) return null;
  const value = a.value - b.value;
  const half = Math.hypot(a.hi - a.value, b.hi - b.value);
  return { value, lo: value - half, hi: value + half, n: a.n + b.n };
};

function differs(a: Row, b: Row | undefined) {
  const none = {
    reach_rate: null,
    drop_rate: null,
    time_s: null,
    late: null,
    satisfaction: null,
    emotion: null,
    gap: null,
  };
  if (!b) return { ...none, id: a.id };
  const median = (r: Row) =>
    r.time_from_previous && {
      value: r.time_from_previous.median_s,
      lo: r.time_from_previous.median_lo_s,
      hi: r.time_from_previous.median_hi_s,
      n: 1,
    };
  return {
    id: a.id,
    with_id: b.id,
    reach_rate: less(a.reach_rate, b.reach_rate),
    drop_rate: less(a.drop_rate, b.drop_rate),
    time_s: less(median(a), median(b)),
    late: less(a.since?.late, b.since?.late),
    satisfaction: a.satisfaction && b.satisfaction ? less(a.satisfaction, b.satisfaction) : null,
    emotion: less(a.emotion, b.emotion),
    gap: less(a.gap, b.gap),
  };
}

const saltOf = (query: URLSearchParams) =>
  [...query].filter(([k]) => k !== "journey" && k !== "version" && k !== "against").join(";");

function edited(k: Kept, edits: Edit[]) {
  const applied: Applied[] = [];
  const conflicts: unknown[] = [];
  for (const edit of edits) {
    const there = edit.op === "set" && (edit.step ? stepOf(k.journey, edit.step) : k.journey);
    const current = there && edit.op === "set" ? valueAt(there, edit.field) : undefined;
    if (edit.op === "set" && !same(current, edit.from) && !same(current, edit.to)) {
      conflicts.push({ edit, current: current ?? null, by: "Ben Okafor" });
      continue;
    }
    const named =
      edit.op === "add-step"
        ? { ...edit, step: edit.step ?? newId(k.journey, edit.value.title ?? "") }
        : edit;
    applied.push({ ...named, undo: inverse(k.journey, named) });
    k.journey = apply(k.journey, named);
  }
  if (applied.length > 0) k.revision++;
  return { revision: k.revision, applied, conflicts, refused: [], faults: faultsOf(k.journey) };
}

const faultsOf = (journey: Journey) =>
  placesOf(journey)
    .filter((p) => p.step.touchpoint && !p.step.owner && !p.step.touchpoint.use)
    .map((p) => {
      const stages = journey.phases?.[p.phase] ?? [];
      const i = stages.findIndex((s) => s.stage === p.stage);
      const k = stages[i]?.steps?.findIndex((s) => s.id === p.step.id);
      return {
        code: "invalid",
        message: "the touchpoint has no owner",
        remedy: "name who answers for it",
        warning: true,
        field: `phases.${p.phase}[${i}].steps[${k}].owner`,
      };
    });

const names = [
  "Ad Clicked",
  "Checkout Started",
  "Order Completed",
  "Order Confirmed",
  "Parcel Delivered",
  "Parcel Shipped",
  "Payment Failed",
  "Product Viewed",
  "Return Requested",
  "Store Visited",
  "Support Contacted",
];
const seen = [
  "Support Contacted",
  "Support Answered",
  "Return Requested",
  "Refund Paid",
  "Ticket Solved",
  "Advice Given",
];

export const answers: Answers = {
  "GET /me": {
    person: { id: "p1", email: "ada@example.com", name: "Ada Moreau", role: "owner", locale: "en" },
    workspace: { id: "w1", name: "Outdoor shop", zone: "Europe/Paris" },
    demo: true,
    may: ["read-journeys", "edit-journeys", "edit-own-steps", "publish", "ask", "read-customers"],
  },
  "GET /journeys": () => ({
    journeys: [...kept.values()].map(({ journey, version, revision, published }) => ({
      id: journey.id,
      title: journey.title,
      state: journey.state ?? "as-is",
      improves: journey.improves,
      status: "published",
      owner: journey.owner,
      version,
      digest: "",
      updated_at: new Date().toISOString(),
      stale: false,
      errors: 0,
      steps: placesOf(journey).length,
      phases: [],
      draft:
        published === journey
          ? null
          : { revision, by: "Ada Moreau", at: new Date().toISOString(), changes: revision - 1 },
    })),
  }),
  "GET /journeys/{id}": ({ params, query }: { params: string[]; query: URLSearchParams }) => {
    const k = open(params[0]);
    const draft = query.get("version") === "draft";
    const journey = draft ? k.journey : k.published;
    return {
      id: journey.id,
      version: k.version,
      latest: k.version,
      revision: k.revision,
      draft: draft && k.journey !== k.published,
      archived: false,
      digest: "",
      by: "Ada Moreau",
      at: new Date().toISOString(),
      journey,
      faults: faultsOf(journey),
      etag: String(k.revision),
    };
  },
  "POST /journeys/{id}/edits": ({ params, body }: { params: string[]; body: unknown }) =>
    edited(open(params[0]), (body as { edits: Edit[] }).edits),
  "POST /journeys/{id}/publish": ({ params }: { params: string[] }) => {
    const k = open(params[0]);
    k.published = k.journey;
    return { version: ++k.version, at: new Date().toISOString() };
  },
  "POST /journeys/{id}/discard": ({ params }: { params: string[] }) => {
    const k = open(params[0]);
    k.journey = k.published;
    k.revision++;
  },
  "POST /journeys/{id}/restore": () => ({}),
  "GET /journeys/{id}/versions": {
    versions: [3, 2, 1].map((version) => ({
      version,
      digest: "",
      by: version === 2 ? "Ben Okafor" : "Ada Moreau",
      at: new Date(Date.now() - (4 - version) * 9 * 86_400_000).toISOString(),
      note: ["First map after the workshops", "Targets from the board, and returns", ""][version - 1],
    })),
  },
  "GET /journeys/{id}/diff": ({ params }: { params: string[] }) => {
    const k = open(params[0]);
    return {
      changes: Array.from({ length: Math.max(1, k.revision - 1) }, (_, i) => ({
        step: placesOf(k.journey)[i]?.step.id,
        words: `step \`${placesOf(k.journey)[i]?.step.id}\`: target 4.0 → 4.4`,
      })),
    };
  },
  "GET /questions/scorecard": ({ query }: { query: URLSearchParams }) =>
    card(open(query.get("journey") ?? "").journey, query, saltOf(query)),
  "GET /questions/comparison": ({ query }: { query: URLSearchParams }) => {
    const against = query.get("against") ?? "";
    const a = card(open(query.get("journey") ?? "").journey, query, saltOf(query));
    const b = card(
      open(against.startsWith("journey:") ? against.slice(8) : (query.get("journey") ?? "")).journey,
      query,
      against,
    );
    const rows = new Map(b.steps.map((s) => [s.id, s]));
    return {
      a: { value: "", answer: a },
      b: { value: against, answer: b },
      difference: {
        completion: less(a.completion, b.completion),
        duration_s: { value: -3_600, lo: -9_000, hi: 1_800, n: 1 },
        overall: less({ ...a.overall }, { ...b.overall }),
        return: less(a.return.rate, b.return.rate),
        steps: a.steps.map((s) => differs(s, rows.get(s.id))),
      },
    };
  },
  "GET /questions/unmapped": ({ query }: { query: URLSearchParams }) => {
    const journey = open(query.get("journey") ?? "").journey;
    const rest = seen.filter(
      (n) => !textsOf(journey.ignore).includes(n) && !JSON.stringify(journey).includes(`"${n}"`),
    );
    return {
      journey: journey.id,
      instances: 22_329,
      events: 2_682,
      outside: 1_169,
      different: rest.length,
      touchpoints: rest.map((name, i) => ({
        name,
        channel: i % 2 ? "email" : "phone",
        events: 1_189 - i * 180,
        instances: 683 - i * 90,
        share: share(0.03 - i * 0.004, 22_329),
        behind: { step: "shipped", events: 1, share: null },
      })),
    };
  },
  "GET /events/names": { names },
  "GET /events/properties": {
    properties: [
      { name: "price", events: 10, sampled: 10, types: ["number"], distinct: 3, examples: ["10", "12.5"] },
      {
        name: "device",
        events: 10,
        sampled: 10,
        types: ["text"],
        distinct: 3,
        examples: ['"desktop"', '"mobile"'],
      },
    ],
  },
  "POST /events/count": ({ body }: { body: unknown }) => {
    const x = chance(JSON.stringify(body));
    return { events: Math.round(x * 80_000), customers: Math.round(x * 19_000), examples: [] };
  },
  "GET /documents/{kind}": ({ params }: { params: string[] }) => {
    const lists: Record<string, { id: string; title: string; value?: object }[]> = {
      segments: ["Consumers", "Professionals", "Mountains", "Regulars"].map((title) => ({
        id: title.toLowerCase(),
        title,
      })),
      personas: [
        { id: "weekend-hiker", title: "Wanda, the weekend hiker" },
        { id: "mountain-guide", title: "Maurice, the mountain guide" },
      ],
      channels: ["store", "website", "mobile-app", "email", "sms", "phone", "chat", "social", "partner"].map(
        (id) => ({ id, title: id[0]?.toUpperCase() + id.slice(1).replace("-", " ") }),
      ),
      touchpoints: [
        {
          id: "website",
          title: "The web shop",
          value: {
            owner: "web@example.com",
            channel: "website",
            nature: "informative",
            direction: "pull",
            promise: "Pages open within a second",
          },
        },
        {
          id: "app",
          title: "The app",
          value: {
            owner: "app@example.com",
            channel: "mobile-app",
            nature: "informative",
            direction: "pull",
          },
        },
        {
          id: "store",
          title: "Our stores",
          value: { owner: "stores@example.com", channel: "store", nature: "informative", direction: "pull" },
        },
      ],
    };
    return {
      documents: (lists[params[0] ?? ""] ?? []).map((d) => ({
        kind: params[0],
        version: 1,
        etag: "1",
        yaml: "",
        value: {},
        ...d,
      })),
    };
  },
  "POST /presence": () => undefined,
};
