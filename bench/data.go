// SPDX-License-Identifier: Apache-2.0

package main

import (
	"math"
	"math/rand/v2"
	"runtime"
	"sync"
)

// touchpoints are the names behind events.step, in alphabetical order so that
// numbers and names sort alike.
var touchpoints = [...]string{"advert", "basket", "call", "checkout", "compare", "delivery", "email", "pay", "purchase", "review", "search", "view"}

// The touchpoints of the funnel that is asked about.
const (
	basket   = 1
	checkout = 3
	pay      = 7
	purchase = 8
	view     = 11
)

// tiers is how many segments there are; every customer is in one of them.
const tiers = 8

// follows weighs what comes after each touchpoint, in touchpoints' order; the
// last row weighs the first.
var follows = [len(touchpoints) + 1][len(touchpoints)]int{
	{4, 1, 1, 0, 2, 0, 2, 0, 0, 0, 10, 16}, // advert
	{1, 3, 1, 14, 2, 0, 2, 0, 0, 0, 3, 8},  // basket
	{0, 1, 3, 1, 1, 2, 3, 1, 1, 1, 2, 3},   // call
	{0, 3, 2, 2, 0, 0, 2, 15, 0, 0, 1, 3},  // checkout
	{1, 4, 1, 0, 3, 0, 1, 0, 0, 1, 4, 12},  // compare
	{0, 0, 3, 0, 0, 2, 3, 0, 0, 6, 2, 4},   // delivery
	{2, 2, 1, 1, 1, 0, 3, 0, 0, 1, 4, 9},   // email
	{0, 0, 2, 2, 0, 0, 1, 2, 18, 0, 0, 1},  // pay
	{1, 0, 2, 0, 0, 16, 5, 0, 0, 3, 2, 3},  // purchase
	{2, 1, 1, 0, 1, 0, 2, 0, 0, 1, 4, 5},   // review
	{1, 2, 0, 0, 4, 0, 0, 0, 0, 1, 6, 18},  // search
	{1, 8, 1, 0, 5, 0, 1, 0, 0, 2, 7, 11},  // view
	{10, 0, 1, 0, 1, 0, 4, 0, 0, 0, 9, 11}, // the first
}

// events are what customers did, by customer and time.
type events struct {
	customer []uint32 // from 1
	time     []uint32 // seconds since 1970, each later than the one before
	step     []uint8  // index in touchpoints
	tier     []uint8  // by customer; nobody is customer 0
}

func (e *events) len() int       { return len(e.step) }
func (e *events) customers() int { return len(e.tier) - 1 }

// first returns what the first customers did.
func (e *events) first(customers int) *events {
	n := 0
	for n < e.len() && int(e.customer[n]) <= customers {
		n++
	}
	return &events{customer: e.customer[:n], time: e.time[:n], step: e.step[:n], tier: e.tier[:customers+1]}
}

// Shape of what is simulated.
const (
	meanLength = 10.0
	spread     = 0.8           // of the logarithm of lengths
	began      = 1_767_225_600 // 2026-01-01
	days       = 60            // over which customers begin
	crowd      = 1 << 12       // customers who share a source of chance
)

// simulate makes sequences of ten events on average, with lengths that are
// lognormal and steps that depend on the step before, for so many customers. The
// same customers do the same at every call, on any number of cores.
func simulate(customers int) *events {
	lists := make([]*events, (customers+crowd-1)/crowd)
	draw := followers()
	inParallel(len(lists), func(k int) {
		lists[k] = simulateCrowd(draw, rand.New(rand.NewPCG(1, uint64(k))), k*crowd, min(customers, (k+1)*crowd))
	})
	total := 0
	for _, l := range lists {
		total += l.len()
	}
	out := &events{customer: make([]uint32, 0, total), time: make([]uint32, 0, total), step: make([]uint8, 0, total), tier: make([]uint8, 1, customers+1)}
	for k, l := range lists {
		out.customer, out.time, out.step, out.tier = append(out.customer, l.customer...), append(out.time, l.time...), append(out.step, l.step...), append(out.tier, l.tier...)
		lists[k] = nil
	}
	return out
}

// simulateCrowd makes the sequences of the customers behind from, up to to.
func simulateCrowd(draw *[len(follows)][256]uint8, r *rand.Rand, from, to int) *events {
	out := &events{}
	for c := from + 1; c <= to; c++ {
		out.tier = append(out.tier, uint8(math.Sqrt(float64(r.IntN(tiers*tiers))))) // some have many more customers than others
		at := uint32(began + r.IntN(days*86_400))
		step := uint8(len(follows) - 1)
		length := math.Exp(math.Log(meanLength) - spread*spread/2 + spread*r.NormFloat64())
		for range max(1, int(math.Round(length))) {
			step = draw[step][r.Uint32()>>24]
			out.customer, out.time, out.step = append(out.customer, uint32(c)), append(out.time, at), append(out.step, step)
			at += uint32(1 + min(30*86_400, 3_600*math.Exp(2*r.NormFloat64())))
		}
	}
	return out
}

// followers spreads the weights over the values of a byte.
func followers() *[len(follows)][256]uint8 {
	out := &[len(follows)][256]uint8{}
	for s, weights := range follows {
		sum := 0
		for _, w := range weights {
			sum += w
		}
		step, upTo := 0, weights[0]
		for b := range out[s] {
			for b*sum >= upTo*256 {
				step++
				upTo += weights[step]
			}
			out[s][b] = uint8(step)
		}
	}
	return out
}

// inParallel calls do with every number below n, on all cores.
func inParallel(n int, do func(i int)) {
	next := make(chan int)
	var group sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for i := range next {
				do(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	group.Wait()
}
