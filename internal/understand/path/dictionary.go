// SPDX-License-Identifier: Apache-2.0

package path

import (
	"context"
	"math/bits"
	"sync/atomic"

	"github.com/wendcx/wend/internal/understand/sequence"
)

// Dict knows the variant of every instance, so that questions about variants of
// the same instances, chosen in any way, need not look at their visits again. It
// takes four bytes an instance and four a variant, and thirteen for each instance
// of the most frequent ones. Variants have numbers from 0; those with about as
// many instances stand together, the most frequent first. A Dict is immutable and
// safe for concurrent use.
type Dict struct {
	of        []uint32 // by instance; none where it was left out
	first     []uint32 // by variant: its first instance
	count     []uint32 // by variant, of those with several instances
	least     [34]int  // by n: variants whose count has n binary digits or more
	instances int      // of all variants
	members   *members // of the first few variants; nil: not listed
	known     []fate   // by variant, of these: what became of all their instances
}

// none is the variant of instances that were left out.
const none = ^uint32(0)

// Dictionary finds the variant of every instance, of those too that the question
// is not about. The error is the context's.
func Dictionary(ctx context.Context, x *sequence.Instances) (*Dict, error) {
	d, err := dictionary(ctx, x, nil)
	if err != nil {
		return nil, err
	}
	known := 0
	for digits := 32; digits > 1 && known < fewVariants; digits-- {
		known = d.least[digits]
	}
	d.members = d.membersOf(x, known)
	d.known = d.members.fates(x, nil, upTo(known))
	return d, ctx.Err()
}

// fewVariants is of how many variants, at least, a Dict knows what became of
// their instances.
const fewVariants = 256

// dictionary finds the variants of those of a set of instances; nil: all.
func dictionary(ctx context.Context, x *sequence.Instances, only sequence.Set) (*Dict, error) {
	g, err := groupsOf(ctx, x, only)
	if err != nil {
		return nil, err
	}
	d := &Dict{of: make([]uint32, x.Len())}
	if only != nil {
		for i := range d.of {
			d.of[i] = none
		}
	}
	numbers := d.number(g)
	for _, kinds := range g.parts {
		spareKinds.give(kinds)
	}
	parallel(len(g.runs), 1, func(from, to int) {
		for i := from; i < to; i++ {
			d.assign(g.runs[i], numbers)
			spareNoted.give(g.runs[i].noted)
		}
	})
	return d, nil
}

// number numbers the variants by their classes of frequency, in the order of
// parts within each, and returns the numbers by part.
func (d *Dict) number(g *groups) [][]uint32 {
	next := make([][len(d.least)]int, len(g.parts)) // by part and class: how many, then the next number
	parallel(len(g.parts), 16, func(from, to int) {
		for p := from; p < to; p++ {
			for i := range g.parts[p] {
				next[p][bits.Len32(g.parts[p][i].count)]++
			}
		}
	})
	variants := 0
	for c := len(d.least) - 1; c >= 0; c-- {
		for p := range next {
			next[p][c], variants = variants, variants+next[p][c]
		}
		d.least[c] = variants
	}
	d.first, d.count = make([]uint32, variants), make([]uint32, d.least[2])
	numbers := make([][]uint32, len(g.parts))
	var instances atomic.Int64
	parallel(len(g.parts), 16, func(from, to int) {
		for p := from; p < to; p++ {
			numbers[p] = make([]uint32, len(g.parts[p]))
			n := 0
			for i, k := range g.parts[p] {
				c := bits.Len32(k.count)
				v := next[p][c]
				next[p][c]++
				numbers[p][i], d.first[v] = uint32(v), k.first
				if k.count > 1 {
					d.count[v] = k.count
				}
				n += int(k.count)
			}
			instances.Add(int64(n))
		}
	})
	d.instances = int(instances.Load())
	return numbers
}

// assign tells the instances of a run their variants.
func (d *Dict) assign(r run, numbers [][]uint32) {
	for p, of := range numbers {
		for _, n := range r.noted[r.starts[p]:r.starts[p+1]] {
			d.of[n.instance] = of[n.group]
		}
	}
}

// upTo are the numbers below n.
func upTo(n int) []uint32 {
	out := make([]uint32, n)
	for i := range out {
		out[i] = uint32(i)
	}
	return out
}

// Variants is how many variants there are.
func (d *Dict) Variants() int { return len(d.first) }

// Of is the variant of an instance.
func (d *Dict) Of(instance int) int { return int(d.of[instance]) }

// First is the first instance of a variant: its path is the variant's.
func (d *Dict) First(variant int) int { return int(d.first[variant]) }
