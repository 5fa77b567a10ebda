// SPDX-License-Identifier: Apache-2.0

// Package sequence turns events into what customers went through: visits to the
// steps of a journey, and instances, each one customer going through the
// journey once. Everything that Wend says of behaviour rests on it.
//
// The rules, in short. Evidence makes visits; within a journey an event is at
// most one visit. Visits of a customer are ordered by time, then by the
// sender's sequence, then by the designed order of the steps. Without
// instance.by an instance ends before a visit that comes after a longer silence
// than idle, or later than window after its start, or that starts anew after it
// was completed. With instance.by there is an instance for each value of the
// property; a visit without the value joins the open instance visited last, or
// begins one that takes the next new value. What an instance came to (completed,
// abandoned, ongoing) is a matter of the time at which it is asked.
//
// The package declares the Log it reads from; it may import define, listen/event
// and stat.
package sequence
