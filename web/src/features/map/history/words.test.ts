// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import type { JourneyChange } from "@/api/generated";
import type { Translate } from "@/lang";
import { en } from "@/lang/en";
import { fr } from "@/lang/fr";
import { translate } from "@/lang/words";
import { formats } from "@/lib/format";
import { ruleWords } from "@/ui/useRuleWords";
import { changeWords, type Speaker, titleIn } from "./words";

function speaker(locale: "en-GB" | "fr-FR"): Speaker {
  const t: Translate = (path, ...values) =>
    translate(locale === "en-GB" ? en : fr, locale, path, values[0] as Record<string, string | number>);
  const titled = (titles: Record<string, string>) => (id: string) => titles[id] ?? id;
  return {
    t,
    format: formats(locale, "UTC"),
    rules: ruleWords(t, locale),
    titles: {
      step: titled({ pay: "Pays" }),
      segment: titled({ pros: "Professionals" }),
      persona: titled({ maurice: "Maurice" }),
      channel: titled({ website: "Website" }),
    },
  };
}

const one = { step: "pay", words: "" };
const cases: [Omit<JourneyChange, "words" | "step">, string, string][] = [
  [
    { kind: "changed", field: "title", before: "Pays", after: "Pays at the till" },
    "Title: “Pays” → “Pays at the till”",
    "Titre : « Pays » → « Pays at the till »",
  ],
  [{ kind: "added", field: "target", after: 4.2 }, "Target added: 4.2", "Cible, en plus : 4,2"],
  [
    { kind: "changed", field: "target", before: 4, after: { default: 4, by: "2027-06-30" } },
    "Target: 4 → 4, to be reached by 30 Jun 2027",
    "Cible : 4 → 4, à atteindre avant le 30 juin 2027",
  ],
  [
    { kind: "changed", field: "target.segments.pros", before: 4, after: 4.5 },
    "Target, Professionals: 4 → 4.5",
    "Cible, Professionals : 4 → 4,5",
  ],
  [
    { kind: "added", field: "pains", item: "Slow", after: { title: "Slow", severity: 3, basis: "data" } },
    "Pains added: “Slow” (severity 3, rests on Data)",
    "Irritants, en plus : « Slow » (gravité 3, repose sur Données)",
  ],
  [
    { kind: "changed", field: "pains", item: "Slow", part: "severity", before: 3, after: 5 },
    "Pains, “Slow”, severity: 3 → 5",
    "Irritants, « Slow », gravité : 3 → 5",
  ],
  [
    { kind: "removed", field: "evidence", before: { event: "Paid", where: { price: { gte: 5 } } } },
    "Evidence removed: “Paid” (where price is 5 or more)",
    "Preuves, en moins : « Paid » (où price vaut au moins 5)",
  ],
  [
    { kind: "changed", field: "touchpoint.channel", before: "phone", after: "website" },
    "Touchpoint, channel: phone → Website",
    "Point de contact, canal : phone → Website",
  ],
  [
    { kind: "added", field: "expected", after: { within: "10m", of: "pay" } },
    "How soon added: within 10 minutes, since Pays",
    "Dans quel délai, en plus : dans les 10 minutes, depuis Pays",
  ],
  [
    { kind: "changed", field: "feeling.valence", before: -1, after: 2 },
    "Feeling: Annoyed → Delighted",
    "Émotion : Agacé → Ravi",
  ],
  [
    { kind: "added", field: "feeling.personas.maurice", after: -2 },
    "Feeling, Maurice added: Awful",
    "Émotion, Maurice, en plus : Exaspéré",
  ],
  [
    { kind: "changed", field: "moment_of_truth", before: "wait", after: { reason: "payment", why: "Fear" } },
    "Moment of truth: Waiting → why it is one Payment, in words “Fear”",
    "",
  ],
  [{ kind: "changed", field: "optional", before: false, after: true }, "Optional: No → Yes", ""],
  [
    { kind: "reordered", field: "ignore", before: ["A", "B"], after: ["B", "A"] },
    "Ignored events: in another order",
    "",
  ],
  [{ kind: "changed", field: "colour_code", before: "a", after: "b" }, "colour code: “a” → “b”", ""],
  [
    { kind: "added", after: { title: "Waits", phase: "during", stage: "Buy" } },
    "New in “Buy” (During)",
    "Nouvelle dans « Buy » (Pendant)",
  ],
  [
    { kind: "removed", before: { title: "Waits", phase: "during", stage: "Buy" } },
    "Removed from “Buy” (During)",
    "Supprimée de « Buy » (Pendant)",
  ],
  [
    {
      kind: "moved",
      before: { phase: "before", stage: "Choose" },
      after: { phase: "during", stage: "Buy" },
    },
    "Moved from “Choose” (Before) to “Buy” (During)",
    "Déplacée de « Choose » (Avant) à « Buy » (Pendant)",
  ],
  [{ kind: "reordered", behind: "pay" }, "Moved behind “Pays”", "Déplacée après « Pays »"],
  [{ kind: "reordered" }, "Moved to the front", "Déplacée au début"],
  [
    { kind: "renamed", before: "Buy", after: "Order" },
    "The stage “Buy” is called “Order” now",
    "La séquence « Buy » s’appelle maintenant « Order »",
  ],
];

describe("a change in words", () => {
  it.each(cases)("%o", (change, english, french) => {
    expect(changeWords({ ...one, ...change }, speaker("en-GB"))).toBe(english);
    if (french) expect(changeWords({ ...one, ...change }, speaker("fr-FR"))).toBe(french);
  });
});

it("a step that came or went brings its title along", () => {
  expect(
    titleIn({ ...one, kind: "removed", before: { title: "Waits", phase: "during", stage: "Buy" } }),
  ).toBe("Waits");
  expect(titleIn({ ...one, kind: "changed", field: "title", before: "A", after: "B" })).toBeUndefined();
});
