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

func (k *gathering[T]) merge(other sink[T]) {
	o := other.(*gathering[T])
	k.others = append(append(k.others, o), o.others...)
}

// settle gives the search what was gathered.
func (k *gathering[T]) settle() {
	parts, counts := append([]*gathering[T]{k}, k.others...), make([][]uint32, 1+len(k.others))
	for i := range parts {
		counts[i] = make([]uint32, k.search.lists())
		for _, l := range parts[i].list {
			counts[i][l-1]++
		}
	}
	a := newArranged[T](counts)
	parallel(len(parts), 1, func(i, _ int) { a.put(i, parts[i].list, parts[i].length) })
	k.search.settle(a)
}
