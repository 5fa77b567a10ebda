// SPDX-License-Identifier: Apache-2.0
import { MantineProvider } from "@mantine/core";
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import type { ReactNode } from "react";
import { MemoryRouter } from "react-router";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Speaking } from "@/lang";
import { Draft } from "./document/draft";
import { stepOf } from "./document/places";
import type { Edit, Journey, Step } from "./document/types";
import { CardsCell } from "./grid/cells/CardsCell";
import { Differs } from "./grid/cells/Differs";
import { ReachCell } from "./grid/cells/ReachCell";
import type { Row } from "./numbers/wire";
import { TextField } from "./panel/fields";
import { newStore } from "./state/store";
import { type Tools, ToolsContext, type Ui } from "./state/tools";

const step: Step = {
  id: "pay",
  title: "Pays",
  pains: ["Slow", { title: "Dear", severity: 4, basis: "data" }],
};
const journey: Journey = { id: "buy", title: "Buys", phases: { during: [{ stage: "Buy", steps: [step] }] } };

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

/** The tools of a map whose server is silent. */
function tools(): Tools & { made: Edit[] } {
  const draft = new Draft(
    { revision: 1, journey, faults: [] },
    {
      load: () => new Promise(() => {}),
      post: () => new Promise(() => {}),
      later: () => () => {},
      now: () => 0,
    },
  );
  const made: Edit[] = [];
  const edit = (...edits: Edit[]) => {
    made.push(...edits);
    draft.edit(edits);
  };
  return {
    made,
    journey: "buy",
    draft,
    ui: newStore<Ui>({ editing: null, adding: null, menu: null, lifted: null, field: "", people: [] }),
    mayEdit: () => true,
    edit,
    set: (id, field, to) => edit({ op: "set", step: id, field, to }),
    open: () => {},
    asOf: "",
    customers: (id, what) => `/customers?step=${id}&what=${what}`,
    library: () => ({ touchpoints: new Map(), channels: new Map() }),
    titleOf: (id) => id,
    announce: () => {},
  };
}

function show(part: ReactNode, with_ = tools()) {
  const all = (of: ReactNode) => (
    <MantineProvider>
      <Speaking zone="UTC">
        <MemoryRouter>
          <ToolsContext value={with_}>{of}</ToolsContext>
        </MemoryRouter>
      </Speaking>
    </MantineProvider>
  );
  const { rerender } = render(all(part));
  return { tools: with_, again: (next: ReactNode) => rerender(all(next)) };
}

const row = (part: Partial<Row>): Row =>
  ({ id: "pay", title: "Pays", phase: "during", stage: "Buy", observed: true, reach: 0, ...part }) as Row;

test("a step that is not observed says so, and never 0", () => {
  show(<ReachCell row={row({ observed: false, reach: null, reach_rate: null })} comparing={false} />);
  expect(screen.getByText("not observed")).toBeTruthy();
  expect(document.body.textContent).not.toMatch(/\b0\b/);
});

test("too few for a rate: the count stands, no rate does", () => {
  show(
    <ReachCell row={row({ reach: 3, reach_rate: { value: 1, lo: 0.3, hi: 1, n: 3 } })} comparing={false} />,
  );
  expect(screen.getByText("too few for a rate (n = 3)")).toBeTruthy();
  expect(document.body.textContent).not.toContain("100%");
});

test("a rate tells its interval and n, and leads to the customers", () => {
  show(
    <ReachCell
      row={row({ reach: 500, reach_rate: { value: 0.5, lo: 0.4, hi: 0.6, n: 1000 } })}
      comparing={false}
    />,
  );
  const link = screen.getAllByRole("link")[0];
  expect(link?.getAttribute("href")).toBe("/customers?step=pay&what=reached");
  expect(link?.dataset.tip).toMatch(/40% to 60%\nn = 1,000/);
});

test("a difference has a tone only where its interval leaves out zero", () => {
  const of = (lo: number, hi: number) => (
    <Differs of={{ value: 0.1, lo, hi, n: 10 }} kind="points" better="up" label="Reach" />
  );
  const { again } = show(of(-0.1, 0.3));
  expect(screen.getByText("no clear difference").parentElement?.dataset.tone).toBeUndefined();
  again(of(0.05, 0.15));
  expect(screen.getByText("higher").parentElement?.dataset.tone).toBe("good");
});

test("cards: hypothesis and data are told apart, one is written in place", () => {
  const { tools } = show(<CardsCell step={step} lane="pains" editable />);
  expect(screen.getByText("Slow").dataset.basis).toBe("hypothesis");
  expect(screen.getByText("Dear").dataset.basis).toBe("data");
  act(() => tools.ui.write({ editing: { kind: "card", step: "pay", lane: "pains", index: 1 } }));
  const field = screen.getByRole("textbox");
  fireEvent.change(field, { target: { value: "Too dear" } });
  fireEvent.keyDown(field, { key: "Enter" });
  expect(stepOf(tools.draft.read().journey, "pay")?.pains).toEqual([
    "Slow",
    { title: "Too dear", severity: 4, basis: "data" },
  ]);
  expect(tools.ui.read().editing).toBeNull();
});

test("Escape leaves a card as it was", () => {
  const { tools } = show(<CardsCell step={step} lane="pains" editable />);
  act(() => tools.ui.write({ editing: { kind: "card", step: "pay", lane: "pains", index: 0 } }));
  fireEvent.change(screen.getByRole("textbox"), { target: { value: "x" } });
  fireEvent.keyDown(screen.getByRole("textbox"), { key: "Escape" });
  expect(tools.made).toEqual([]);
});

test("a field is saved when typing rests, and takes what others wrote while it does", () => {
  const part = (of: Step) => <TextField step={of} field="title" label="Title" />;
  const { tools, again } = show(part(step));
  const field = screen.getByRole("textbox") as HTMLInputElement;
  fireEvent.change(field, { target: { value: "Pays up" } });
  expect(tools.made).toEqual([]);
  act(() => vi.advanceTimersByTime(800));
  expect(tools.made).toEqual([{ op: "set", step: "pay", field: "title", to: "Pays up" }]);
  again(part({ ...step, title: "Pays up" }));
  again(part({ ...step, title: "Pays at once" }));
  expect(field.value).toBe("Pays at once");
  fireEvent.change(field, { target: { value: "Pays a" } });
  again(part({ ...step, title: "Theirs" }));
  expect(field.value).toBe("Pays a");
});
