// SPDX-License-Identifier: Apache-2.0
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import type { ReactNode } from "react";
import { MemoryRouter } from "react-router";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Speaking } from "@/lang";
import { Differences } from "./Differences";
import { HereProvider } from "./here";
import { Path } from "./Path";

const document = {
  id: "shop",
  phases: {
    before: [{ stage: "Choose", steps: [{ id: "look", title: "Looks around", evidence: [{}] }] }],
    during: [{ stage: "Buy", steps: [{ id: "pay", title: "Pays", evidence: [{}] }] }],
  },
};

beforeEach(() => {
  vi.stubGlobal("fetch", async (url: string) => {
    const body = url.includes("/journeys/shop") ? { journey: document } : { documents: [], journeys: [] };
    return new Response(JSON.stringify(body), { headers: { "content-type": "application/json" } });
  });
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const show = (content: ReactNode) =>
  render(
    <MantineProvider>
      <QueryClientProvider client={new QueryClient()}>
        <Speaking>
          <MemoryRouter initialEntries={["/paths/flow?journey=shop"]}>
            <HereProvider>{content}</HereProvider>
          </MemoryRouter>
        </Speaking>
      </QueryClientProvider>
    </MantineProvider>,
  );

test("a path says its steps by their titles, how often in a row, and what comes once more", async () => {
  show(<Path steps={["look", "look", "pay", "look"]} />);
  expect(await screen.findAllByText("Looks around")).toHaveLength(2);
  expect(screen.getByText("2 times in a row")).toBeDefined();
  expect(screen.getByText("once more")).toBeDefined();
});

test("differences come with the clearest first, and both sides by their names", async () => {
  const estimate = (value: number, half: number) => ({ value, lo: value - half, hi: value + half, n: 100 });
  show(
    <Differences
      a="2026-01-01..2026-02-01"
      b="rest"
      rows={[
        {
          key: "vague",
          name: "Vague",
          words: "Vague",
          kind: "percent",
          a: estimate(0.5, 0.1),
          b: estimate(0.3, 0.1),
          difference: estimate(0.2, 0.4),
        },
        {
          key: "clear",
          name: "Clear",
          words: "Clear",
          kind: "percent",
          a: estimate(0.5, 0.01),
          b: estimate(0.4, 0.01),
          difference: estimate(0.1, 0.02),
        },
      ]}
    />,
  );
  await screen.findByRole("table");
  const names = screen.getAllByRole("row").map((row) => row.querySelector("td")?.textContent);
  expect(names.slice(1)).toEqual(["Clear", "Vague"]);
  expect(screen.getByRole("columnheader", { name: /Everybody else/ })).toBeDefined();
  expect(screen.getByRole("columnheader", { name: /1 Jan – 31 Jan|Jan 1 – Jan 31/ })).toBeDefined();
});
