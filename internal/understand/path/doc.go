// SPDX-License-Identifier: Apache-2.0

// Package path tells which ways customers took: variants (VariantsOf, and a
// Dict to ask for them again and again), transitions between steps with their
// times (TransitionsOf), what is done again (ReworkOf), the first steps as a
// graph (LevelsOf) and how long it all takes (DurationsOf), and compares two
// answers of a kind. It asks instances that are built already, on all cores;
// with a plan of events no journey is needed.
//
// All figures are exact, medians too: lengths of time are counted in buckets
// first, and of the buckets with the ranks that are wanted the lengths are then
// gathered. Sums are whole numbers, so no answer depends on how the work was
// shared out.
//
// The package may import define, fault, stat and sequence.
package path
