// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { apply, applyAll, inverse, inverseAll } from "./apply";
import { feelingOf, felt, statementsOf, textsOf, written, writtenLevel } from "./forms";
import { same, valueAt, withValue } from "./paths";
import { newId, placesOf, stepAt } from "./places";
import type { Edit, Journey } from "./types";

const shop: Journey = {
  id: "buy",
  title: "I buy",
  phases: {
    before: [
      {
        stage: "Discover",
        steps: [
          { id: "ad", title: "Sees an ad" },
          { id: "friend", title: "Hears of us" },
        ],
      },
      { stage: "Choose", steps: [{ id: "page", title: "Studies the page", target: 0.8 }] },
    ],
    during: [{ stage: "Buy", steps: [{ id: "pay", title: "Pays", touchpoint: { channel: "website" } }] }],
  },
};

const order = (journey: Journey) => placesOf(journey).map((p) => `${p.phase}/${p.stage}/${p.step.id}`);

test("places: phases, stages and steps in the designed order", () => {
  expect(order(shop)).toEqual([
    "before/Discover/ad",
    "before/Discover/friend",
    "before/Choose/page",
    "during/Buy/pay",
  ]);
  expect(stepAt(shop, "phases.before[1].steps[0].target")?.id).toBe("page");
  expect(stepAt(shop, "instance.completes[0]")).toBeUndefined();
});

test("paths: short forms are read, empty remains go", () => {
  expect(valueAt({ target: 4 }, "target.default")).toBe(4);
  expect(withValue({ target: 4 }, "target.by", "2027-01-01")).toEqual({
    target: { default: 4, by: "2027-01-01" },
  });
  expect(withValue({ id: "a", touchpoint: { channel: "phone" } }, "touchpoint.channel", undefined)).toEqual({
    id: "a",
  });
  expect(same({ a: null, b: [1] }, { b: [1] })).toBe(true);
  expect(same([1, 2], [2, 1])).toBe(false);
});

test("apply keeps the identity of what an edit does not touch", () => {
  const next = apply(shop, { op: "set", step: "ad", field: "title", from: "Sees an ad", to: "Clicks an ad" });
  expect(placesOf(next)[0]?.step.title).toBe("Clicks an ad");
  expect(placesOf(next)[1]?.step).toBe(placesOf(shop)[1]?.step);
  expect(next.phases?.during).toBe(shop.phases?.during);
  expect(shop.phases?.before?.[0]?.steps?.[0]?.title).toBe("Sees an ad");
});

const edits: [string, Edit, string[]][] = [
  [
    "a step into another stage, at the front",
    { op: "move-step", step: "friend", phase: "during", stage: "Buy", after: "" },
    ["before/Discover/ad", "before/Choose/page", "during/Buy/friend", "during/Buy/pay"],
  ],
  [
    "a step behind one that is not there: the end",
    { op: "move-step", step: "ad", phase: "before", stage: "Choose", after: "gone" },
    ["before/Discover/friend", "before/Choose/page", "before/Choose/ad", "during/Buy/pay"],
  ],
  [
    "a stage to another phase",
    { op: "move-stage", phase: "before", stage: "Choose", to_phase: "during", after: "Buy" },
    ["before/Discover/ad", "before/Discover/friend", "during/Buy/pay", "during/Choose/page"],
  ],
  [
    "a step away",
    { op: "remove-step", step: "friend" },
    ["before/Discover/ad", "before/Choose/page", "during/Buy/pay"],
  ],
  [
    "a new step",
    { op: "add-step", phase: "before", stage: "Choose", after: "page", value: { title: "Asks & waits" } },
    [
      "before/Discover/ad",
      "before/Discover/friend",
      "before/Choose/page",
      "before/Choose/asks-waits",
      "during/Buy/pay",
    ],
  ],
  [
    "a stage away with its steps",
    { op: "remove-stage", phase: "before", stage: "Discover" },
    ["before/Choose/page", "during/Buy/pay"],
  ],
  [
    "a stage by another name",
    { op: "rename-stage", phase: "during", stage: "Buy", to: "Order" },
    ["before/Discover/ad", "before/Discover/friend", "before/Choose/page", "during/Order/pay"],
  ],
];

test.each(edits)("apply and its inverse: %s", (_, edit, expected) => {
  const next = apply(shop, edit);
  expect(order(next)).toEqual(expected);
  expect(apply(next, inverse(shop, edit))).toEqual(shop);
});

test("the inverse of a list takes back the last first", () => {
  const list: Edit[] = [
    { op: "set", step: "pay", field: "touchpoint.channel", from: "website", to: "phone" },
    { op: "set", step: "pay", field: "touchpoint.channel", from: "phone", to: undefined },
    { op: "move-step", step: "pay", phase: "before", stage: "Choose", after: "page" },
  ];
  expect(applyAll(applyAll(shop, list), inverseAll(shop, list))).toEqual(shop);
});

test("without a place to stand behind it goes to the front, as the server leaves it out", () => {
  expect(order(apply(shop, { op: "move-step", step: "friend", phase: "before", stage: "Choose" }))).toEqual([
    "before/Discover/ad",
    "before/Choose/friend",
    "before/Choose/page",
    "during/Buy/pay",
  ]);
  const stage = apply(shop, { op: "move-stage", phase: "before", stage: "Choose" });
  expect(order(stage)[0]).toBe("before/Choose/page");
});

test("an edit of what is gone changes nothing", () => {
  expect(apply(shop, { op: "set", step: "gone", field: "title", to: "x" })).toBe(shop);
  expect(apply(shop, { op: "move-step", step: "ad", phase: "after", stage: "None", after: "" })).toBe(shop);
});

test("ids come from titles, once", () => {
  expect(newId(shop, "Élan à vélo!")).toBe("elan-a-velo");
  expect(newId(shop, "Ad")).toBe("ad-2");
  expect(newId(shop, "…")).toBe("step");
});

test("forms: a feeling of which only words are said is neutral", () => {
  expect(feelingOf({ label: "concentrated" })).toEqual({ label: "concentrated", valence: 0 });
  expect(feelingOf(-1)).toEqual({ valence: -1 });
  expect(feelingOf(undefined)).toBeUndefined();
  expect(felt(undefined, 0)).toEqual({ valence: 0 });
});

test("forms: short and long", () => {
  expect(textsOf("one")).toEqual(["one"]);
  expect(statementsOf(["one", { title: "two", severity: 3 }])).toEqual([
    { title: "one" },
    { title: "two", severity: 3 },
  ]);
  expect(written({ title: "one", basis: undefined, source: "" })).toBe("one");
  expect(writtenLevel({ default: 4, segments: {} })).toBe(4);
  expect(writtenLevel({ segments: { a: 4 } })).toEqual({ segments: { a: 4 } });
  expect(writtenLevel({})).toBeUndefined();
});
