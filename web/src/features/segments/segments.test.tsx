// SPDX-License-Identifier: Apache-2.0
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { MemoryRouter } from "react-router";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Speaking } from "@/lang";
import { readRule } from "@/lib/rule";
import { RuleEditor } from "./RuleEditor";

vi.stubGlobal(
  "ResizeObserver",
  class {
    observe() {}
    unobserve() {}
    disconnect() {}
  },
);

interface Asked {
  where: unknown;
  signal?: AbortSignal | null;
  answer: (status: number, body: unknown) => void;
}

let asked: Asked[];

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  vi.stubGlobal("fetch", (url: string, init: RequestInit) => {
    const json = (status: number, body: unknown) =>
      new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
    if (!url.endsWith("/segments/count")) return Promise.resolve(json(200, {}));
    return new Promise((resolve, reject) => {
      init.signal?.addEventListener("abort", () => reject(new DOMException("gone", "AbortError")));
      asked.push({
        where: JSON.parse(String(init.body)).where,
        signal: init.signal,
        answer: (status, body) => resolve(json(status, body)),
      });
    });
  });
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function Editor() {
  const [rule, setRule] = useState(() => readRule({ plan: "gold" }));
  return <RuleEditor rule={rule} onChange={setRule} errors={{}} />;
}

const show = () =>
  render(
    <MantineProvider>
      <QueryClientProvider client={new QueryClient()}>
        <Speaking>
          <MemoryRouter>
            <Editor />
          </MemoryRouter>
        </Speaking>
      </QueryClientProvider>
    </MantineProvider>,
  );

const rest = (ms = 400) => act(() => vi.advanceTimersByTimeAsync(ms));
const type = (value: string) =>
  fireEvent.change(screen.getByRole("combobox", { name: "Value" }), { target: { value } });
const share = { value: 0.25, lo: 0.1, hi: 0.4, n: 40 };

test("a rule is counted when it rests, and what it was before is given up", async () => {
  show();
  await rest();
  expect(asked.map((a) => a.where)).toEqual([{ plan: "gold" }]);
  asked[0]?.answer(200, { customers: 10, of: 40, share });
  await rest(0);
  expect(screen.getByText(/holds 10 of 40 customers/)).toBeDefined();

  type("t");
  type("ti");
  await rest(100);
  expect(asked).toHaveLength(1);
  await rest();
  expect(asked[1]?.where).toEqual({ plan: "ti" });
  // The old number stays until the new one is there.
  expect(screen.getByText(/holds 10 of 40 customers/)).toBeDefined();
  type("tin");
  await rest();
  expect(asked[1]?.signal?.aborted).toBe(true);
  expect(asked[2]?.where).toEqual({ plan: "tin" });
  asked[2]?.answer(200, { customers: 1, of: 40, share });
  await rest(0);
  expect(screen.getByText(/holds 1 of 40 customers/)).toBeDefined();
});

test("a mistake stands at the row that makes it", async () => {
  show();
  await rest();
  const fault = { message: "this is no pattern", location: "body.where.plan" };
  asked[0]?.answer(422, { detail: "this is no pattern", code: "invalid", errors: [fault] });
  await rest(0);
  expect(screen.getByRole("alert").textContent).toBe("This is no pattern.");
  expect(screen.getByText("It can be counted once the rule is right.")).toBeDefined();
  type("tin");
  await rest(0);
  expect(screen.queryByRole("alert")).toBeNull();
});

test("half a row is not asked about", async () => {
  show();
  type("");
  await rest();
  expect(asked.map((a) => a.where)).toEqual([{ plan: "gold" }]);
  expect(screen.getByRole("status").textContent).toMatch(/^Say what must hold/);
});
