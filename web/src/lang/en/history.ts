// SPDX-License-Identifier: Apache-2.0
/** What changed from one version to another. */
export const history = {
  added: "{place} added: {value}",
  removed: "{place} removed: {value}",
  changed: "{place}: {before} → {after}",
  reordered: "{place}: in another order",
  partOf: "{label}, “{item}”, {part}",
  stage: "“{stage}” ({phase})",
  renamed: "The stage “{from}” is called “{to}” now",
  moved: "Moved from {from} to {to}",
  newStep: "New in {place}",
  goneStep: "Removed from {place}",
  behind: "Moved behind “{step}”",
  front: "Moved to the front",
  id: "Id",
  scope: "Beginning and end",
  status: "Status",
  reviewed: "Last reviewed",
  links: "Flow beyond the order",
  parking: "Parking lot",
  unit: "Unit",
  severity: "Severity",
} as const;
