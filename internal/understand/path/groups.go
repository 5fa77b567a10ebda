// SPDX-License-Identifier: Apache-2.0

package path

import (
	"cmp"
	"context"
	"math/bits"
	"slices"

	"github.com/wendcx/wend/internal/understand/sequence"
)

// kind is a path with the first instance that took it, and how many did.
type kind struct {
	key
	first uint32
	count uint32
}

// groups are instances by their paths, in parts.
type groups struct {
	runs  []run
	parts [][]kind
}

// perPart is about how many instances a part has: so many that what is known of
// their paths stays in the nearest caches.
const perPart = 1 << 12

// groupsOf groups those of a set of instances by their paths; nil: all.
func groupsOf(ctx context.Context, x *sequence.Instances, only sequence.Set) (*groups, error) {
	if c := x.Narrow(); c != nil {
		return group(ctx, x, c, only)
	}
	return group(ctx, x, x.Wide(), only)
}

func group[S uint8 | uint16, T uint32 | int64](ctx context.Context, x *sequence.Instances, c *sequence.Columns[S, T], only sequence.Set) (*groups, error) {
	n := x.Len()
	if only != nil {
		n = only.Count()
	}
	parts := min(12, bits.Len(uint(n/perPart)))
	k, err := sequence.Run(ctx, x, func() *keyed[S, T] {
		return &keyed[S, T]{Columns: c, writer: writerOf(c.Step, len(x.Plan.Steps)), only: only, parts: parts}
	})
	if err != nil {
		return nil, err
	}
	g := &groups{runs: k.runs, parts: make([][]kind, 1<<parts)}
	slices.SortFunc(g.runs, func(a, b run) int { return cmp.Compare(a.from, b.from) })
	same := func(i, j uint32) bool {
		o := x.Offsets()
		return slices.Equal(c.Step[o[i]:o[i+1]], c.Step[o[j]:o[j+1]])
	}
	parallel(len(g.parts), 16, func(from, to int) {
		t := &table{same: same}
		for p := from; p < to; p++ {
			g.parts[p] = t.group(g.runs, p)
		}
	})
	return g, ctx.Err()
}

// table finds equal paths, a part after the other.
type table struct {
	slots []uint32 // number in kinds, from 1; 0: free
	kinds []kind
	same  func(a, b uint32) bool // compares the paths of two instances
}

// group groups the instances of a part in their order.
func (t *table) group(runs []run, part int) []kind {
	n := 0
	for _, r := range runs {
		n += int(r.starts[part+1] - r.starts[part])
	}
	if size := 2 << bits.Len(uint(n)); size > len(t.slots) {
		t.slots = make([]uint32, size)
	} else {
		clear(t.slots)
	}
	t.kinds = spareKinds.take(n/2 + 1)[:0]
	for _, r := range runs {
		of := r.noted[r.starts[part]:r.starts[part+1]]
		for i := range of {
			of[i].group = t.find(of[i].key, of[i].instance)
			t.kinds[of[i].group].count++
		}
	}
	return t.kinds
}

// find is the number of a path, which gets one if it has none.
func (t *table) find(k key, instance uint32) uint32 {
	mask := uint64(len(t.slots) - 1)
	for at := k.hash() & mask; ; at = (at + 1) & mask {
		switch n := t.slots[at]; {
		case n == 0:
			t.kinds = append(t.kinds, kind{key: k, first: instance})
			t.slots[at] = uint32(len(t.kinds))
			return uint32(len(t.kinds)) - 1
		case t.kinds[n-1].key == k && (!k.hashed() || t.same(t.kinds[n-1].first, instance)):
			return n - 1
		}
	}
}
