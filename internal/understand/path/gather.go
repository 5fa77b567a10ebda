// SPDX-License-Identifier: Apache-2.0

package path

import (
	"runtime"
	"slices"
)

// gathering keeps the lengths that lie in the cells a search wants.
type gathering[T uint32 | int64] struct {
	search *search[T]
	list   []uint32 // of each length, from 1
	length []T
	others []*gathering[T]
}

// newGathering has room for what is about its share.
func newGathering[T uint32 | int64](s *search[T]) *gathering[T] {
	n := s.gather/runtime.GOMAXPROCS(0) + s.gather/16 + batchSize
	return &gathering[T]{search: s, list: make([]uint32, 0, n), length: make([]T, 0, n)}
}

// take keeps what is wanted. Every length is written, and the next overwrites
// those that are not: that costs less than guessing which are.
func (k *gathering[T]) take(group []uint32, length []T) {
	groups, lists := k.search.h.groups, k.search.list
	n := len(k.list)
	list, kept := slices.Grow(k.list, len(group))[:n+len(group)], slices.Grow(k.length, len(group))[:n+len(group)]
	length, kept = length[:len(group)], kept[:len(list)]
	for i, g := range group {
		v, at := length[i], &groups[g].at
		l := lists[at.base+bucketOf(v)&at.mask]
		list[n], kept[n] = l, v
		n += one(l != 0)
	}
	k.list, k.length = list[:n], kept[:n]
}

// pick keeps what is wanted of samples.
func (k *gathering[T]) pick(samples []sample[T]) {
	lists, n := k.search.list, len(k.list)
	list, kept := slices.Grow(k.list, len(samples))[:n+len(samples)], slices.Grow(k.length, len(samples))[:n+len(samples)]
	kept = kept[:len(list)]
	for _, s := range samples {
		l := lists[s.cell]
		list[n], kept[n] = l, s.length
		n += one(l != 0)
	}
	k.list, k.length = list[:n], kept[:n]
}

func (k *gathering[T]) merge(other sink[T]) {
	o := other.(*gathering[T])
	k.others = append(append(k.others, o), o.others...)
}

// arranged are gathered lengths by list: those of list l, from 1, are
// [ends[l-1], ends[l]).
type arranged[T uint32 | int64] struct {
	ends   []uint32
	length []T
}

// arrange puts the lengths of each list together.
func (k *gathering[T]) arrange(lists int) arranged[T] {
	out := arranged[T]{make([]uint32, lists+2), make([]T, len(k.length))}
	for _, l := range k.list {
		out.ends[l+1]++
	}
	for l := 1; l < len(out.ends); l++ {
		out.ends[l] += out.ends[l-1]
	}
	for i, l := range k.list {
		out.length[out.ends[l]] = k.length[i]
		out.ends[l]++
	}
	return out
}
