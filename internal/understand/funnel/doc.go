// SPDX-License-Identifier: Apache-2.0

// Package funnel tells how many of those who took a first step went on to the
// next ones, how long that took and where they were lost.
//
// The rules, in short. An actor (an instance, or a customer over all of theirs)
// has one chain for each step: the visits that lead up to it. A visit to a step
// carries the chain at the step before on, if it comes within the window, counted
// from the first step and inclusive. The latest start wins: a new first step
// begins anew, and a chain gives way to one that began later. A visit serves one
// step of a chain, and higher steps are tried first. Visits at the same time count
// as being in order, each once in a chain; those of one kind come one after the
// other. What counts is the furthest step ever reached, with the times of the
// first chain that reached it.
//
//	view cart pay:  view@0 cart@1h view@2h pay@3h  →  cart
//	view pay:       view@0 cart@1h view@2h pay@3h  →  pay, one hour after view
//
// Strict: nothing but repeats of a step may come between it and the next.
// Unordered: how many different steps lie within a window, in any order.
//
// The package may import define, stat, fault and understand/sequence.
package funnel
