// SPDX-License-Identifier: Apache-2.0

/** A segment as its document has it. */
export interface SegmentValue {
  id: string;
  title?: string;
  description?: string;
  where: Record<string, unknown>;
}

export const beginSegment = {
  yaml: `wend: segments/v1
segments:
  - id: new-segment
    title: ""
    where: {did: {event: Order Completed, at_least: 2, within: 365d}}
`,
  value: { id: "", title: "", where: {} } satisfies SegmentValue as SegmentValue,
};
