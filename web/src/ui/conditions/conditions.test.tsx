// SPDX-License-Identifier: Apache-2.0
import { MantineProvider } from "@mantine/core";
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { useState } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { Speaking } from "@/lang";
import { completed, readRule, writeRule } from "@/lib/rule";
import { Conditions } from "./Conditions";

vi.stubGlobal(
  "ResizeObserver",
  class {
    observe() {}
    unobserve() {}
    disconnect() {}
  },
);
afterEach(cleanup);

const fields = [
  { name: "price", types: ["number"], examples: ["10", "20"] },
  { name: "sku", types: ["text"], examples: [] },
];

let said: unknown;

function Editor({ tree, disabled }: { tree: unknown; disabled?: boolean }) {
  const [group, setGroup] = useState(() => readRule(tree));
  return (
    <MantineProvider>
      <Speaking>
        <Conditions
          group={group}
          onChange={(next) => {
            setGroup(next);
            said = writeRule(completed(next));
          }}
          fields={fields}
          fieldLabel="Property"
          disabled={disabled}
          errors={disabled ? {} : { [group.children[0]?.id ?? ""]: "That is wrong." }}
        />
      </Speaking>
    </MantineProvider>
  );
}

const box = (of: ReturnType<typeof within>, name: string, at = 0) =>
  of.getAllByRole("combobox", { name })[at] as HTMLElement;
const type = (of: HTMLElement, value: string) => fireEvent.change(of, { target: { value } });
const button = (within_: ReturnType<typeof within>, name: string) =>
  within_.getAllByRole("button", { name }).at(-1) as HTMLElement;

test("groups are made in groups, two deep, and say what they mean", () => {
  render(<Editor tree={{ price: { gt: 5 } }} />);
  fireEvent.click(button(within(document.body), "Group"));
  const any = within(screen.getByRole("group", { name: "Any of these holds" }));
  // What was begun is where one goes on to write.
  expect(document.activeElement?.getAttribute("aria-label")).toBe("Property");
  type(box(any, "Property"), "sku");
  type(box(any, "Value"), "42");
  fireEvent.click(button(any, "Group"));
  const all = within(any.getByRole("group", { name: "All of these hold" }));
  type(box(all, "How the conditions go together"), "none");
  const none = within(any.getByRole("group", { name: "None of these holds" }));
  type(box(none, "Property"), "price");
  type(box(none, "Value"), "42");
  fireEvent.click(button(none, "Condition"));
  type(box(none, "Property", 1), "sku");
  type(box(none, "Operator", 1), "exists");
  expect(said).toEqual({
    price: { gt: 5 },
    any: [{ sku: "42" }, { not: { any: [{ price: 42 }, { sku: { exists: true } }] } }],
  });
});

test("what is taken out is gone, groups that become empty too, and one goes on nearby", () => {
  render(<Editor tree={{ price: 1, any: [{ sku: "a" }, { not: { sku: "b" } }] }} />);
  const none = within(screen.getByRole("group", { name: "None of these holds" }));
  fireEvent.click(none.getByRole("button", { name: "Remove the condition" }));
  expect(said).toEqual({ price: 1, any: [{ sku: "a" }] });
  fireEvent.click(screen.getByRole("button", { name: "Remove the group" }));
  expect(said).toEqual({ price: 1 });
  expect(document.activeElement?.textContent).toBe("Condition");
});

test("a mistake stands at its row, and a group that no menu offers keeps its meaning", () => {
  render(<Editor tree={{ price: { gt: 5 }, not: { sku: "a", price: 2 } }} />);
  expect(screen.getByRole("alert").textContent).toBe("That is wrong.");
  const group = screen.getByRole("group", { name: "Not all of these hold" });
  type(box(within(group), "Value"), "c");
  expect(said).toEqual({ price: { gt: 5 }, not: { sku: "c", price: 2 } });
});

test("who may not change it reads it, whole", () => {
  render(<Editor tree={{ any: [{ sku: "a" }, { not: { price: [1, 2] } }] }} disabled />);
  expect(screen.queryByRole("button", { name: /Remove|Condition|Group/ })).toBeNull();
  for (const input of screen.getAllByLabelText(/Property|Operator|Values?/))
    if (input.matches("input, select")) expect((input as HTMLInputElement).disabled).toBe(true);
});
