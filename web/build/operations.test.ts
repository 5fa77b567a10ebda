// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
// @ts-expect-error: a script without types
import { camel, write } from "./operations.mjs";

it("writes a function for each operation", () => {
  const contract = {
    paths: {
      "/api/v1/journeys/{id}": {
        get: { operationId: "get-journey", summary: "One journey" },
        delete: { operationId: "archive-journey" },
      },
      "/api/v1/stream": { get: {} },
    },
  };
  const text = write(
    contract,
    "export type GetJourneyData = {}\nexport type GetJourneyResponse = {}\nexport type ArchiveJourneyData = {}\n",
  );
  expect(text).toContain(
    '/** One journey */\nexport const getJourney = operation<t.GetJourneyData, t.GetJourneyResponse>("GET", "/journeys/{id}");',
  );
  expect(text).toContain(
    'export const archiveJourney = operation<t.ArchiveJourneyData, void>("DELETE", "/journeys/{id}");',
  );
  expect(text).not.toContain("stream");
});

it.each(["get-journey", "getJourney", "get_journey"])("%s", (id) => expect(camel(id)).toBe("getJourney"));
