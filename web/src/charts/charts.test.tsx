// SPDX-License-Identifier: Apache-2.0
import { MantineProvider } from "@mantine/core";
import { cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";
import { MemoryRouter } from "react-router";
import { afterEach, expect, test } from "vitest";
import { Speaking } from "@/lang";
import { Frame } from "./Frame";
import Heat from "./Heat";
import { hintHtml } from "./options";
import { spoken } from "./Tip";

afterEach(cleanup);

const show = (content: ReactNode) =>
  render(
    <MantineProvider>
      <Speaking>
        <MemoryRouter>{content}</MemoryRouter>
      </Speaking>
    </MantineProvider>,
  );

test("a chart is shown as a table, and as a chart again", async () => {
  show(
    <Frame label="Times" table={{ head: ["Time", "Share"], rows: [["1 d", "12 %"]] }}>
      <p>drawn</p>
    </Frame>,
  );
  await userEvent.click(screen.getByRole("button", { name: "Show as a table" }));
  expect(screen.queryByText("drawn")).toBeNull();
  const table = screen.getByRole("table");
  expect(within(table).getByRole("rowheader", { name: "1 d" })).toBeDefined();
  expect(within(table).getByRole("cell", { name: "12 %" })).toBeDefined();
  await userEvent.click(screen.getByRole("button", { name: "Show as a chart" }));
  expect(screen.getByText("drawn")).toBeDefined();
});

test("a cell of a heat table says all of its hint and leads on", () => {
  show(
    <Heat
      label="What follows what"
      corner="from"
      rows={[{ key: "a", title: "A" }]}
      columns={[
        { key: "b", title: "B" },
        { key: "c", title: "C" },
      ]}
      cell={(_, column) =>
        column.key === "b"
          ? { heat: 0.5, text: "7.6k", href: "/customers", hint: { title: "A → B", lines: [["n", "7,566"]] } }
          : undefined
      }
    />,
  );
  const link = screen.getByRole("link", { name: /^A → B: 7\.6k ?, n 7,566$/ });
  expect(link.getAttribute("href")).toBe("/customers");
  expect(screen.getAllByRole("cell")).toHaveLength(2);
});

test("a hint in words leaves out what there is not", () => {
  expect(spoken({ title: "Pay", lines: [["n", "12"]] })).toBe("Pay, n 12");
  expect(spoken({ title: "", note: "soon" })).toBe("soon");
});

test("what users wrote is no markup in a hint", () => {
  const html = hintHtml({ title: "<img src=x onerror=alert(1)>", lines: [["a&b", '"c"']] }, () => "#000");
  expect(html).not.toContain("<img");
  expect(html).not.toContain('"c"');
  const drawn = document.createElement("div");
  drawn.innerHTML = html;
  expect(drawn.textContent).toBe('<img src=x onerror=alert(1)>a&b"c"');
});
