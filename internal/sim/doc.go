// SPDX-License-Identifier: Apache-2.0

// Package sim simulates an outdoor shop with planted truth: customers with
// traits, six channels (web, app, store, phone, e-mail and a parcel carrier),
// parallel orders, a carrier that is slow, a region that is served badly, and
// satisfaction that follows from what happened. It is the demo's data, the load
// generator, and a judge: what Wend finds is held against Truth.
//
// A run is determined by its Config. Each customer has a random source of their
// own, so one more customer changes nobody else.
package sim
