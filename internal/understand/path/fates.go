// SPDX-License-Identifier: Apache-2.0

package path

import (
	"context"

	"github.com/wendcx/wend/internal/understand/sequence"
)

// fate is what became of the instances of a variant.
type fate struct {
	outcomes [3]int // by sequence.Outcome
	duration Times
}

// fates tells what became of the instances of variants, those in a set; nil: all.
func (d *Dict) fates(ctx context.Context, x *sequence.Instances, only sequence.Set, variants []uint32) ([]fate, error) {
	if d.knows(variants) {
		if only != nil {
			return d.members.fates(x, only, variants), ctx.Err()
		}
		out := make([]fate, len(variants))
		for i, v := range variants {
			out[i] = d.known[v]
		}
		return out, nil
	}
	if c := x.Narrow(); c != nil {
		return fatesOf(ctx, x, c, d, only, variants)
	}
	return fatesOf(ctx, x, x.Wide(), d, only, variants)
}

// knows reports whether nothing has to be looked up.
func (d *Dict) knows(variants []uint32) bool {
	for _, v := range variants {
		if int(v) >= len(d.known) {
			return false
		}
	}
	return true
}

func fatesOf[S uint8 | uint16, T uint32 | int64](ctx context.Context, x *sequence.Instances, c *sequence.Columns[S, T], d *Dict, only sequence.Set, variants []uint32) ([]fate, error) {
	out, w, undated := make([]fate, len(variants)), want(0.9), undatedManners(x)
	var group []uint32 // from 1; 0: not asked for
	var groups []int   // places in variants
	for i, v := range variants {
		if int(v) >= len(d.count) {
			out[i] = fateOf(x, int(d.first[v]))
			continue
		}
		if int(v) >= len(group) {
			group = append(group, make([]uint32, int(v)+1-len(group))...)
		}
		groups = append(groups, i)
		group[v] = uint32(len(groups))
	}
	k, spreads, err := measure(ctx, x, nil, len(groups), w, func(to sink[T], first bool) *endings[S, T] {
		return &endings[S, T]{Columns: c, d: d, only: only, group: group, undated: undated, first: first, outcomes: make([][3]int, len(groups)), out: batch[T]{to: to}}
	})
	if err != nil {
		return nil, err
	}
	for g, t := range timesOf(spreads, w, x.Unit) {
		out[groups[g]] = fate{k.outcomes[g], t}
	}
	return out, nil
}

// fateOf is what became of a single instance.
func fateOf(x *sequence.Instances, i int) (f fate) {
	f.outcomes[x.Outcome(i)] = 1
	if length := lengthOf(x, i); length >= 0 {
		s := float64(length*x.Unit) / 1e6
		f.duration = Times{N: 1, MeanS: &s, MedianS: &s, P90S: &s}
	}
	return f
}

// endings is the kernel that looks at what became of instances of some variants.
type endings[S uint8 | uint16, T uint32 | int64] struct {
	*sequence.Columns[S, T]
	d        *Dict
	only     sequence.Set
	group    []uint32 // by variant, from 1; 0: not asked for
	undated  []bool
	first    bool
	outcomes [][3]int // by group
	out      batch[T]
}

// Observe looks at instances.
func (k *endings[S, T]) Observe(x *sequence.Instances, from, to int) {
	offsets := x.Offsets()
	for j, v := range k.d.of[from:to] {
		if int(v) >= len(k.group) || k.group[v] == 0 || k.only != nil && !k.only.Has(from+j) {
			continue
		}
		i, g := from+j, k.group[v]-1
		if k.first {
			k.outcomes[g][x.Outcome(i)]++
		}
		a, b := offsets[i], offsets[i+1]-1
		if k.undated != nil && (k.undated[k.Manner[a]] || k.undated[k.Manner[b]]) {
			continue
		}
		group, length := k.out.room(1)
		group[0], length[0] = g, k.Time[b]-k.Time[a]
	}
	k.out.flush()
}

// Merge takes in what another kernel counted.
func (k *endings[S, T]) Merge(o *endings[S, T]) {
	k.out.to.merge(o.out.to)
	for g := range k.outcomes {
		for c, n := range o.outcomes[g] {
			k.outcomes[g][c] += n
		}
	}
}

func (k *endings[S, T]) sink() sink[T] { return k.out.to }
