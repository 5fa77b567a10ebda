// SPDX-License-Identifier: Apache-2.0
import { MantineProvider } from "@mantine/core";
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SearchField } from "./SearchField";

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const field = () => screen.getByRole("searchbox") as HTMLInputElement;
const type = (value: string) => fireEvent.change(field(), { target: { value } });

function show(value: string, onSearch: (v: string) => void) {
  return (
    <MantineProvider>
      <SearchField label="Find" value={value} onSearch={onSearch} />
    </MantineProvider>
  );
}

test("the address follows once the typing rests, and takes nothing back", () => {
  const asked = vi.fn();
  const { rerender } = render(show("", asked));
  type("h");
  type("he");
  expect(asked).not.toHaveBeenCalled();
  act(() => vi.advanceTimersByTime(250));
  expect(asked.mock.calls).toEqual([["he"]]);
  type("hel");
  // The address arrives late, with what was asked before.
  rerender(show("he", asked));
  expect(field().value).toBe("hel");
});

test("what others change is shown", () => {
  const { rerender } = render(show("help", () => {}));
  rerender(show("", () => {}));
  expect(field().value).toBe("");
});
