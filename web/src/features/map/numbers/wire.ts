// SPDX-License-Identifier: Apache-2.0
// The scorecard's types, by the names that the map uses.
export type {
  AskComparedScorecardCardScorecardDifference as Comparison,
  SatisfactionScore as Score,
  ScorecardCard as Card,
  ScorecardDifference as Difference,
  ScorecardStep as Row,
  ScorecardStepDifference as RowDifference,
  ScorecardTimes as RowTimes,
  StatEstimate as Estimate,
  UnmappedTouchpoint as Unmapped,
} from "@/api/generated";
