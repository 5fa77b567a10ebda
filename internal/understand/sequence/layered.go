// SPDX-License-Identifier: Apache-2.0

package sequence

import "maps"

// layered is a large map that few customers change in, and that others may be
// reading: changes lie in a layer above it. It is immutable.
type layered[V any] struct{ base, over map[uint32]V }

// of returns what is known of a customer.
func (l layered[V]) of(customer uint32) V {
	if v, ok := l.over[customer]; ok {
		return v
	}
	return l.base[customer]
}

// with returns l with changes.
func (l layered[V]) with(changes map[uint32]V) layered[V] {
	switch {
	case l.base == nil:
		return layered[V]{base: changes}
	case len(changes) == 0:
		return l
	}
	over := make(map[uint32]V, len(l.over)+len(changes))
	maps.Copy(over, l.over)
	maps.Copy(over, changes)
	if len(over) <= 1024+len(l.base)/8 {
		return layered[V]{l.base, over}
	}
	base := maps.Clone(l.base)
	maps.Copy(base, over)
	return layered[V]{base: base}
}
