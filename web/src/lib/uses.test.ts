// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { usesIn, usesOfChannel } from "./uses";

const journey = {
  title: "I stay",
  audience: { personas: ["petra"], segments: ["families"] },
  overall: { target: { default: 4, segments: { families: 4.5 } } },
  phases: {
    before: [
      {
        stage: "Book",
        steps: [
          {
            id: "books",
            title: "Books a room",
            touchpoint: { use: "site" },
            alternatives: [{ channel: "phone" }, { use: "portal" }],
            target: { default: 4, segments: { regulars: 4.7 } },
            feeling: { valence: 1, personas: { tom: { valence: 0 } } },
            expected: { within: "2 working days", calendar: "office" },
          },
        ],
      },
    ],
    after: null,
  },
};

test("a journey's references, each once", () => {
  const uses = usesIn("hotel", journey);
  expect(uses.map((u) => `${u.kind}/${u.id} ${u.step ?? "-"}`).sort()).toEqual([
    "calendars/office books",
    "channels/phone books",
    "personas/petra -",
    "personas/tom books",
    "segments/families -",
    "segments/regulars books",
    "touchpoints/portal books",
    "touchpoints/site books",
  ]);
  expect(uses[0]?.title).toBe("I stay");
});

test("nothing is found in nothing", () => expect(usesIn("x", null)).toEqual([]));

test("a channel is used through touchpoints too, and a step counts once", () => {
  const library = [
    { id: "site", channel: "website" },
    { id: "portal", channel: "website" },
  ];
  expect(usesOfChannel(usesIn("hotel", journey), "website", library).map((u) => u.step)).toEqual(["books"]);
  expect(usesOfChannel(usesIn("hotel", journey), "store", library)).toEqual([]);
});
