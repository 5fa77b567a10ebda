// SPDX-License-Identifier: Apache-2.0

package path

import (
	"context"

	"github.com/wendcx/wend/internal/understand/sequence"
)

// pairsOf numbers the pairs of steps: all that there could be, or, with very
// many steps, those that follow each other somewhere.
func pairsOf[S uint8 | uint16, T uint32 | int64](ctx context.Context, x *sequence.Instances, c *sequence.Columns[S, T]) (*numbering, error) {
	steps := len(x.Plan.Steps)
	if steps*steps <= few {
		return numberAll(steps * steps), nil
	}
	k, err := sequence.Run(ctx, x, func() *pairs[S, T] { return &pairs[S, T]{Columns: c, steps: uint64(steps)} })
	if err != nil {
		return nil, err
	}
	return numberSome(&k.keySet), nil
}

// pairs is the kernel that collects the pairs of steps that follow each other.
type pairs[S uint8 | uint16, T uint32 | int64] struct {
	*sequence.Columns[S, T]
	keySet
	steps uint64
}

// Observe looks at instances.
func (k *pairs[S, T]) Observe(x *sequence.Instances, from, to int) {
	offsets := x.Offsets()
	for i := from; i < to; i++ {
		if !x.Has(i) {
			continue
		}
		for v := offsets[i] + 1; v < offsets[i+1]; v++ {
			k.add(uint64(k.Step[v-1])*k.steps+uint64(k.Step[v]), 1)
		}
	}
}

// Merge takes in what another kernel collected.
func (k *pairs[S, T]) Merge(o *pairs[S, T]) { k.addAll(&o.keySet) }
