// SPDX-License-Identifier: Apache-2.0
/** The name of a feeling in the catalogue. */
export function moodOf(valence: number) {
  return (["awful", "bad", "neutral", "good", "great"] as const)[Math.round(valence) + 2] ?? "neutral";
}
