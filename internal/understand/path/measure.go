// SPDX-License-Identifier: Apache-2.0

package path

import (
	"context"

	"github.com/wendcx/wend/internal/understand/sequence"
)

// measurer is a kernel that sends lengths of time to a sink of its own.
type measurer[K any, T uint32 | int64] interface {
	sequence.Kernel[K]
	sink() sink[T]
}

// measure finds sums and quantiles of groups of lengths, exactly: one pass counts
// them in buckets and keeps those that are likely to be wanted, by a look at some
// instances (nil: none). Unless that is enough another gathers what lies in the buckets
// with the ranks that are wanted. Where groups are many a pass before finds the frequent
// ones, and of the others everything is gathered. So memory is bounded by the visits
// there are, and mostly is far less. fresh makes the kernel of a pass; that of the
// first, which may count other things, is returned with its histogram.
func measure[K measurer[K, T], T uint32 | int64](ctx context.Context, x, some *sequence.Instances, groups int, w wanted, fresh func(to sink[T], first bool) K) (k K, _ []spread[T], err error) {
	l, marks := countLayout(groups), []uint32(nil)
	if groups <= together {
		l = wholeLayout(groups, bucketsOf[T]())
		if some != nil {
			if marks, err = look(ctx, some, l, w, fresh); err != nil {
				return k, nil, err
			}
		}
	}
	pass := func(first bool, to func() sink[T]) (K, error) {
		return sequence.Run(ctx, x, func() K { return fresh(to(), first) })
	}
	counting := func() sink[T] { return newHistogram[T](l, marks) }
	if k, err = pass(true, counting); err != nil {
		return k, nil, err
	}
	h := k.sink().(*histogram[T])
	if groups > together {
		l = frequentLayout(h.count, bucketsOf[T]())
		again, err := pass(false, counting)
		if err != nil {
			return k, nil, err
		}
		h = again.sink().(*histogram[T])
	}
	s := newSearch(h, w)
	switch {
	case s.lists() == 0:
	case marks != nil && covers(marks, s):
		h.settle(s)
	default:
		last, err := pass(false, func() sink[T] { return newGathering(s) })
		if err != nil {
			return k, nil, err
		}
		last.sink().(*gathering[T]).settle()
	}
	return k, s.spreads(), nil
}
