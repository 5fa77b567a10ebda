// SPDX-License-Identifier: Apache-2.0
import { Problem, type ProblemDocument } from "./problem";

export const base = "/api/v1";

export type Scalar = string | number | boolean;
export type Query = Record<string, Scalar | readonly Scalar[] | null | undefined>;

export interface Request {
  query?: Query;
  body?: unknown;
  signal?: AbortSignal;
  headers?: Record<string, string>;
}

/** The address of a resource, with its query; empty values are left out, lists are repeated. */
export function address(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value === null || value === undefined || value === "") continue;
    for (const one of Array.isArray(value) ? value : [value]) search.append(key, String(one));
  }
  const text = search.toString();
  return base + path + (text ? `?${text}` : "");
}

/** Whoever must know that nobody is signed in any more: the app sets it once. */
let signedOut: () => void = () => {};
export function onSignedOut(handler: () => void): void {
  signedOut = handler;
}

async function problemIn(response: Response): Promise<Problem> {
  let document: ProblemDocument = { title: response.statusText };
  if (response.headers.get("content-type")?.includes("json")) {
    document = await response.json().catch(() => document);
  }
  return new Problem(response.status, document);
}

/** What was answered: JSON as its value, everything else as a text, and nothing as undefined. */
async function contentOf(response: Response): Promise<unknown> {
  const type = response.headers.get("content-type") ?? "";
  if (type.includes("json")) return response.json();
  return (await response.text()) || undefined;
}

/** Sends one request. Resolves with what was answered, or rejects with a Problem. */
export async function send<T>(method: string, path: string, request: Request = {}): Promise<T> {
  const { query, body, signal, headers } = request;
  const plain = body instanceof FormData || body === undefined;
  const response = await fetch(address(path, query), {
    method,
    signal,
    credentials: "same-origin",
    headers: {
      accept: "application/json",
      ...(plain ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    body: plain ? body : JSON.stringify(body),
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new Problem(0, { title: "" });
  });
  if (!response.ok) {
    const problem = await problemIn(response);
    if (problem.status === 401) signedOut();
    throw problem;
  }
  return (await contentOf(response)) as T;
}
