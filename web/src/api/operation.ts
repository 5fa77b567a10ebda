// SPDX-License-Identifier: Apache-2.0
import { type Query, send } from "./http";

/** What the generator writes of an operation: its parts, of which some are "never". */
interface Data {
  body?: unknown;
  path?: unknown;
  query?: unknown;
  url: string;
}

type Parts<D extends Data> = Omit<D, "url"> & { signal?: AbortSignal };
type Arguments<D extends Data> =
  Record<never, never> extends Omit<D, "url"> ? [parts?: Parts<D>] : [parts: Parts<D>];

/** Puts the values into "/journeys/{id}". */
export function fill(path: string, values: Record<string, unknown> = {}): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])));
}

/** A typed function for one operation of the contract. The generated client is made of these. */
export function operation<D extends Data, Answer>(method: string, path: string) {
  return (...[parts]: Arguments<D>): Promise<Answer> => {
    const { path: values, query, body, signal } = (parts ?? {}) as Parts<Data>;
    return send<Answer>(method, fill(path, values as Record<string, unknown>), {
      query: query as Query,
      body,
      signal,
    });
  };
}
