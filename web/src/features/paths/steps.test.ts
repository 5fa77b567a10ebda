// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { runs, Steps, stepsOfEvents, stepsOfJourney } from "./steps";

const document = {
  id: "shop",
  phases: {
    after: [{ stage: "Use", steps: [{ id: "use", title: "Uses it", optional: true, evidence: [{}] }] }],
    before: [
      {
        stage: "Discover",
        steps: [{ id: "ad", title: "Sees an ad", touchpoint: { channel: "social" }, evidence: [{}] }],
      },
      { stage: "Choose", steps: [{ id: "friend" }] },
    ],
  },
};

test("steps of a journey come in the order of its phases", () => {
  const steps = stepsOfJourney(document);
  expect(steps.map((s) => s.id)).toEqual(["ad", "friend", "use"]);
  expect(steps[0]).toMatchObject({ phase: "before", stage: "Discover", channel: "social", observed: true });
  expect(steps[1]).toMatchObject({ title: "friend", observed: false });
  expect(steps[2]?.optional).toBe(true);
});

test("a step keeps its colour, whatever else is shown", () => {
  const steps = new Steps(stepsOfJourney(document));
  expect(steps.colour("ad")).toBe("var(--c-0)");
  expect(steps.colour("use")).toBe("var(--c-1)");
  expect(steps.colour("unheard of")).toBe(new Steps([]).colour("unheard of"));
});

test("the order is that of the design, the unknown last", () => {
  const steps = new Steps(stepsOfEvents(["b", "a"]));
  expect(steps.inOrder(["z", "a", "b", "a", "y"])).toEqual(["b", "a", "y", "z"]);
});

test("repetitions stand together and are told from loops", () => {
  expect(runs(["a", "a", "b", "a"])).toEqual([
    { step: "a", times: 2, again: false },
    { step: "b", times: 1, again: false },
    { step: "a", times: 1, again: true },
  ]);
  expect(runs([])).toEqual([]);
});
