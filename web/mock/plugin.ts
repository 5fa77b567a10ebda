// SPDX-License-Identifier: Apache-2.0
import type { IncomingMessage } from "node:http";
import type { Plugin } from "vite";

/** An answer: a JSON value, or a function of the query. Keys are "GET /journeys" below /api/v1; {id} matches one part. */
export type Answers = Record<
  string,
  unknown | ((request: { query: URLSearchParams; params: string[]; body: unknown }) => unknown)
>;

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const part of request) text += part;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/**
 * Answers the API in "npm run mock", so that a screen can be made before its
 * server. Every file mock/<noun>.ts that exports `answers` is asked. Never part of a build.
 */
export function mock(): Plugin {
  return {
    name: "mock",
    apply: "serve",
    configureServer(server) {
      server.middlewares.use("/api/v1", async (request, response) => {
        const url = new URL(request.url ?? "/", "http://mock");
        if (url.pathname === "/stream") {
          response.writeHead(200, { "content-type": "text/event-stream" });
          response.write(": here\n\n");
          return;
        }
        const modules = await Promise.all(
          ["session", ...(process.env.WEND_MOCKS ?? "home").split(",")].map((noun) =>
            server.ssrLoadModule(`/mock/${noun}.ts`).catch(() => ({ answers: {} })),
          ),
        );
        const answers: Answers = Object.assign({}, ...modules.map((m) => m.answers));
        for (const [key, answer] of Object.entries(answers)) {
          const [method, path = ""] = key.split(" ");
          const match = new RegExp(`^${path.replace(/\{\w+\}/g, "([^/]+)")}$`).exec(url.pathname);
          if (method !== request.method || !match) continue;
          const body = await bodyOf(request);
          const value =
            typeof answer === "function"
              ? answer({ query: url.searchParams, params: match.slice(1), body })
              : answer;
          response.setHeader("content-type", "application/json");
          response.statusCode = value === undefined ? 204 : 200;
          response.end(value === undefined ? undefined : JSON.stringify(value));
          return;
        }
        response.statusCode = 404;
        response.setHeader("content-type", "application/problem+json");
        response.end(
          JSON.stringify({
            title: "Not found",
            detail: `The mock has no answer for ${request.method} ${url.pathname}.`,
            code: "not_found",
          }),
        );
      });
    },
  };
}
