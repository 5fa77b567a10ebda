// SPDX-License-Identifier: Apache-2.0

package conformance

import (
	"cmp"
	"context"
	"slices"

	"github.com/wendcx/wend/internal/define/segment"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// profile is all instances with the same path on which the same visits failed.
type profile struct {
	first         uint32 // an instance that has it
	variant       int
	over, ongoing int
	ripe          int // of those over: old enough for rates
	completed     int // of those ripe
}

// variant is a path with how many instances took it.
type variant struct {
	first         uint32 // an instance that took it
	required      uint64 // parts of the design that its customers cannot go past
	over, ongoing int
	ended, begun  *found // of those over, and of those that go on
}

// gathered are the instances by what they have in common. Profiles and variants
// stand in the order of their first instances.
type gathered struct {
	x        *sequence.Instances
	whole    bool
	failing  bool // some visits failed
	profiles []profile
	variants []variant
	of       []uint32 // of a selected instance: a number of its profile
	sorted   []uint32 // where the profile of that number stands
}

// profile is the index of a selected instance's profile.
func (g *gathered) profile(i int) int { return int(g.sorted[g.of[i]]) }

// isOver reports whether the question is about an instance, and it is over.
func (g *gathered) isOver(i int) bool {
	return g.x.Has(i) && (g.whole || g.x.Outcome(i) != sequence.Ongoing)
}

// gather finds profiles and variants, on all cores.
func gather(ctx context.Context, x *sequence.Instances, m *Model, whole bool) (*gathered, error) {
	g := &gathered{x: x, whole: whole, of: make([]uint32, x.Len())}
	if c := x.Narrow(); c != nil {
		return g, gatherColumns(ctx, g, c, m)
	}
	return g, gatherColumns(ctx, g, x.Wide(), m)
}

func gatherColumns[S uint8 | uint16, T uint32 | int64](ctx context.Context, g *gathered, c *sequence.Columns[S, T], m *Model) error {
	failed := failing(g.x)
	g.failing = failed != nil
	k, err := sequence.Run(ctx, g.x, func() *gathering[S, T] {
		return &gathering[S, T]{gathered: g, m: m, book: newBook(c, g.x.Offsets(), failed)}
	})
	if err != nil {
		return err
	}
	k.sort()
	paths := newBook(c, g.x.Offsets(), nil)
	for i := range g.profiles {
		p := &g.profiles[i]
		p.variant = int(paths.of(p.first, required(g.x, m, int(p.first))))
		if p.variant == len(g.variants) {
			g.variants = append(g.variants, variant{first: p.first, required: paths.pages[p.variant].required})
		}
		g.variants[p.variant].over += p.over
		g.variants[p.variant].ongoing += p.ongoing
	}
	return nil
}

// failing tells which manners are of visits that failed; nil where none are.
func failing(x *sequence.Instances) []bool {
	out := make([]bool, len(x.Manners))
	for i, m := range x.Manners {
		out[i] = m.Failed
	}
	if !slices.Contains(out, true) {
		return nil
	}
	return out
}

// required tells which parts of a design an instance's customer cannot go past.
func required(x *sequence.Instances, m *Model, i int) (bits uint64) {
	for b, p := range m.parts {
		if slices.ContainsFunc(p.segments, func(id segment.ID) bool { return x.In(i, id) }) {
			bits |= 1 << b
		}
	}
	return bits
}

// gathering is the kernel that finds profiles. It writes of where it observes;
// its numbers are its own until kernels are merged.
type gathering[S uint8 | uint16, T uint32 | int64] struct {
	*gathered
	m      *Model
	book   *book[S, T]
	counts []profile
	ranges [][2]int
}

// Observe is part of sequence.Kernel.
func (k *gathering[S, T]) Observe(x *sequence.Instances, from, to int) {
	k.ranges = append(k.ranges, [2]int{from, to})
	for i := from; i < to; i++ {
		if !x.Has(i) {
			continue
		}
		n := k.book.of(uint32(i), required(x, k.m, i))
		k.of[i] = n
		k.at(n).add(x, i, k.whole)
	}
}

// at is the count of a profile, which may be a new one.
func (k *gathering[S, T]) at(n uint32) *profile {
	if int(n) == len(k.counts) {
		k.counts = append(k.counts, profile{})
	}
	return &k.counts[n]
}

func (p *profile) add(x *sequence.Instances, i int, whole bool) {
	outcome := x.Outcome(i)
	if !whole && outcome == sequence.Ongoing {
		p.ongoing++
		return
	}
	p.over++
	if !whole && x.Ripe(i) {
		p.ripe++
		if outcome == sequence.Completed {
			p.completed++
		}
	}
}

// Merge is part of sequence.Kernel.
func (k *gathering[S, T]) Merge(o *gathering[S, T]) {
	numbers := make([]uint32, len(o.counts))
	for i, p := range o.book.pages {
		numbers[i] = k.book.find(p)
		to := k.at(numbers[i])
		to.over += o.counts[i].over
		to.ongoing += o.counts[i].ongoing
		to.ripe += o.counts[i].ripe
		to.completed += o.counts[i].completed
	}
	for _, r := range o.ranges {
		for i := r[0]; i < r[1]; i++ {
			if k.x.Has(i) {
				k.of[i] = numbers[k.of[i]]
			}
		}
	}
	k.ranges = append(k.ranges, o.ranges...)
}

// sort puts the profiles in the order of their first instances, which does not
// depend on who observed what.
func (k *gathering[S, T]) sort() {
	order := make([]uint32, len(k.counts))
	for n := range order {
		order[n] = uint32(n)
		k.counts[n].first = k.book.pages[n].first
	}
	slices.SortFunc(order, func(a, b uint32) int { return cmp.Compare(k.counts[a].first, k.counts[b].first) })
	k.sorted = make([]uint32, len(order))
	for at, n := range order {
		k.sorted[n] = uint32(at)
		k.profiles = append(k.profiles, k.counts[n])
	}
}
