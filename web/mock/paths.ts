// SPDX-License-Identifier: Apache-2.0
// Real answers for the paths screens: the questions are put to a built binary
// over the data that "wend demo --data DIR" left behind.
//   WEND_BIN=bin/wend WEND_DATA=demo-data WEND_MOCKS=paths npm run mock
import { execFileSync } from "node:child_process";
import type { Answers } from "./plugin";

const bin = process.env.WEND_BIN ?? "../bin/wend";
const data = process.env.WEND_DATA ?? "../demo-data";

const commands: Record<string, string[]> = {
  levels: ["path", "levels"],
  variants: ["path", "variants"],
  transitions: ["path", "transitions"],
  rework: ["path", "rework"],
  durations: ["path", "durations"],
  conformance: ["conform"],
  funnel: ["funnel"],
  why: ["funnel", "--why"],
  returns: ["returns"],
  matrix: ["returns", "--as-of", new Date().toISOString().slice(0, 10)],
  continuity: ["continuity"],
  retention: ["cohort", "retention"],
  flows: ["cohort", "flows"],
  stickiness: ["cohort", "stickiness"],
  states: ["cohort", "states"],
};

function wend(...args: string[]): Record<string, unknown> {
  try {
    return JSON.parse(
      execFileSync(bin, [...args, "--data", data, "--json"], { encoding: "utf8", maxBuffer: 1 << 27 }),
    );
  } catch (error) {
    const { stdout } = error as { stdout?: string };
    return stdout ? JSON.parse(stdout) : { faults: [{ code: "internal", message: String(error) }] };
  }
}

/** A request's parameters as a command's flags; what names something goes in front. */
function ask(name: string, query: URLSearchParams) {
  const flags: string[] = [];
  const named = query.getAll("journey");
  for (const [key, value] of query) {
    if (key === "version" || key === "journey" || key === "format") continue;
    if (key === "step") named.push(value);
    else if (value === "true") flags.push(`--${key.replaceAll("_", "-")}`);
    else if (value !== "false") flags.push(`--${key.replaceAll("_", "-")}=${value}`);
  }
  return wend(...(commands[name] ?? [name]), ...named, ...flags);
}

const list = [
  { id: "buy-online", title: "I buy outdoor gear online", steps: 14 },
  { id: "get-help", title: "I get help with my gear", steps: 7 },
];

const titles: Record<string, Record<string, string>> = {
  segments: {
    consumers: "Consumers",
    professionals: "Professionals",
    mountains: "Customers in the mountains",
    regulars: "Regulars",
  },
  channels: {
    website: "Website",
    "mobile-app": "App",
    store: "Store",
    phone: "Phone",
    chat: "Chat",
    email: "E-mail",
    social: "Social media",
    partner: "Partner",
    post: "Post",
  },
  lifecycle: { customers: "Our customers" },
};

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

export const answers: Answers = {
  "GET /questions/{name}": ({ query, params }: { query: URLSearchParams; params: string[] }) =>
    ask(params[0] ?? "", query),
  "GET /journeys": {
    journeys: list.map((j) => ({
      ...j,
      state: "as-is",
      status: "published",
      owner: "cx@example.com",
      version: 3,
      digest: "",
      updated_at: new Date().toISOString(),
      stale: false,
      phases: [],
      draft: null,
    })),
  },
  "GET /journeys/{id}": ({ params }: { params: string[] }) => ({
    id: params[0],
    version: 3,
    ...wend("journey", "show", params[0] ?? ""),
  }),
  "GET /journeys/{id}/versions": {
    versions: [
      { version: 3, at: daysAgo(9), by: "Ada Moreau", note: "Refunds by e-mail" },
      { version: 2, at: daysAgo(40), by: "Ada Moreau", note: "" },
    ],
  },
  "GET /documents/{kind}": ({ params }: { params: string[] }) => ({
    documents: Object.entries(titles[params[0] ?? ""] ?? {}).map(([id, title]) => ({ id, title, value: {} })),
  }),
  "GET /events/names": () => ({
    names: (wend("events").names as { name: string }[]).map((n) => n.name).sort(),
  }),
  "GET /events/properties": ({ query }: { query: URLSearchParams }) =>
    wend("events", query.get("name") ?? ""),
  "GET /notes": {
    notes: [
      { id: "n1", date: daysAgo(34), title: "Autumn sale begins", kind: "campaign" },
      { id: "n2", date: daysAgo(16), to: daysAgo(12), title: "Carrier on strike", kind: "strike" },
    ],
  },
};
