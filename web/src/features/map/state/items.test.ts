// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { apply, applyAll } from "../document/apply";
import { stepOf } from "../document/places";
import type { Journey, Step } from "../document/types";
import { itemsOf, moveItem, setItems } from "./items";
import { askedAgain, questionOf } from "./question";

const one: Step = { id: "a", title: "A", thinks: "Is it?", pains: ["Slow", { title: "Dear", severity: 4 }] };
const two: Step = { id: "b", title: "B", backstage: { support: ["Mail"] } };
const journey: Journey = { id: "j", title: "J", phases: { before: [{ stage: "S", steps: [one, two] }] } };

test("cards: short and long forms are read, and written as short as may be", () => {
  expect(itemsOf(one, "thinks")).toEqual([{ text: "Is it?" }]);
  expect(itemsOf(one, "pains")).toEqual([{ text: "Slow" }, { text: "Dear", severity: 4 }]);
  expect(setItems(one, "pains", [{ text: "Slow" }, { text: "Dear", severity: 2, basis: "data" }])).toEqual({
    op: "set",
    step: "a",
    field: "pains",
    from: one.pains,
    to: ["Slow", { title: "Dear", severity: 2, basis: "data" }],
  });
  expect(setItems(one, "thinks", [{ text: " " }])).toMatchObject({ to: undefined });
});

test("cards: blueprint lanes stand under backstage", () => {
  const edit = setItems(two, "frontstage", [{ text: "Adviser" }]);
  expect(stepOf(apply(journey, edit), "b")?.backstage).toEqual({
    support: ["Mail"],
    frontstage: ["Adviser"],
  });
});

test("cards: one moves to another step and keeps what is known of it", () => {
  const moved = applyAll(
    journey,
    moveItem({ step: one, lane: "pains", index: 1 }, { step: two, lane: "pains" }),
  );
  expect(stepOf(moved, "a")?.pains).toEqual(["Slow"]);
  expect(stepOf(moved, "b")?.pains).toEqual([{ title: "Dear", severity: 4 }]);
  expect(moveItem({ step: one, lane: "pains", index: 1 }, { step: one, lane: "pains" })).toEqual([]);
});

test("questions: the last day counts whole", () => {
  expect(questionOf("j", "draft", { segment: "x", from: "2026-01-01", to: "2026-01-31" })).toMatchObject({
    journey: "j",
    version: "draft",
    segment: "x",
    from: "2026-01-01",
    to: "2026-02-01",
  });
});

test("numbers rest on evidence and rules, not on words", () => {
  const all = ["scorecard", "comparison", "unmapped"];
  expect(askedAgain([{ op: "set", step: "a", field: "title", to: "x" }])).toEqual([]);
  expect(askedAgain([{ op: "set", step: "a", field: "touchpoint.channel", to: "x" }])).toEqual(all);
  expect(askedAgain([{ op: "move-step", step: "a", phase: "before", stage: "S", after: "" }])).toEqual(all);
  expect(askedAgain([{ op: "rename-stage", phase: "before", stage: "S", to: "T" }])).toEqual([]);
  expect(askedAgain([{ op: "set", field: "ignore", to: ["Seen"] }])).toEqual(["unmapped"]);
  expect(askedAgain([])).toEqual(all);
});
