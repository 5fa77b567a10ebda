// SPDX-License-Identifier: Apache-2.0
import { afterEach, describe, expect, it, vi } from "vitest";
import { address, onSignedOut, send } from "./http";
import { fill, operation } from "./operation";
import { Problem } from "./problem";

const answer = (body: unknown, status = 200, type = "application/json") =>
  vi.stubGlobal(
    "fetch",
    vi.fn(
      async () =>
        new Response(body === undefined ? null : JSON.stringify(body), {
          status,
          headers: { "content-type": type },
        }),
    ),
  );
afterEach(() => vi.unstubAllGlobals());

describe("an address", () => {
  it("repeats lists and leaves out what is empty", () =>
    expect(
      address("/questions/funnel", { where: ["a=1", "b>2"], segment: "", from: undefined, n: 0, all: false }),
    ).toBe("/api/v1/questions/funnel?where=a%3D1&where=b%3E2&n=0&all=false"));
  it("escapes the parts of a path", () =>
    expect(fill("/journeys/{id}/diff", { id: "a/b" })).toBe("/journeys/a%2Fb/diff"));
});

describe("a refusal", () => {
  it("becomes a problem with its remedy and its fields", async () => {
    const errors = [{ location: "body.email", message: "is taken" }];
    answer(
      { title: "Invalid", detail: "That cannot be", code: "invalid", remedy: "Choose another.", errors },
      422,
      "application/problem+json",
    );
    const problem = await send("POST", "/people").catch((e: unknown) => e);
    expect(problem).toBeInstanceOf(Problem);
    expect(problem).toMatchObject({
      message: "That cannot be.",
      code: "invalid",
      remedy: "Choose another.",
      status: 422,
    });
    expect((problem as Problem).fields()).toEqual({ email: "Is taken." });
  });
  it("without a document is still told by its status", async () => {
    answer("<html>", 503, "text/html");
    await expect(send("GET", "/me")).rejects.toMatchObject({ code: "unavailable" });
  });
  it("of nobody signed in is told to the app", async () => {
    const told = vi.fn();
    onSignedOut(told);
    answer({ title: "Unauthorized" }, 401);
    await expect(send("GET", "/me")).rejects.toMatchObject({ code: "unauthorized" });
    expect(told).toHaveBeenCalledOnce();
    onSignedOut(() => {});
  });
  it("to connect is offline, but an abort is an abort", async () => {
    vi.stubGlobal(
      "fetch",
      vi.fn(async () => Promise.reject(new TypeError("no network"))),
    );
    await expect(send("GET", "/me")).rejects.toMatchObject({ code: "offline" });
    const aborted = AbortSignal.abort();
    await expect(send("GET", "/me", { signal: aborted })).rejects.toBeInstanceOf(TypeError);
  });
});

it("a text is a text, and nothing is nothing", async () => {
  vi.stubGlobal(
    "fetch",
    vi.fn(async () => new Response("wend: journey/v1", { headers: { "content-type": "application/yaml" } })),
  );
  expect(await send("GET", "/journeys/buy/document")).toBe("wend: journey/v1");
  vi.stubGlobal(
    "fetch",
    vi.fn(async () => new Response(null, { status: 204 })),
  );
  expect(await send("DELETE", "/session")).toBeUndefined();
});

it("an operation sends its parts", async () => {
  answer({ id: "x" });
  const get = operation<
    { path: { id: string }; query?: { version?: string }; url: "/journeys/{id}" },
    { id: string }
  >("GET", "/journeys/{id}");
  expect(await get({ path: { id: "buy online" }, query: { version: "draft" } })).toEqual({ id: "x" });
  expect(vi.mocked(fetch).mock.calls[0]?.[0]).toBe("/api/v1/journeys/buy%20online?version=draft");
});
