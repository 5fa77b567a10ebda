// SPDX-License-Identifier: Apache-2.0

package conformance

// generations is a map that forgets what has not been used for longest. When the
// young generation weighs half of the limit it becomes the old one, and what was
// old is gone unless it has been used since.
type generations[V any] struct {
	limit      int
	weight     int // of the young
	young, old map[string]weighed[V]
}

type weighed[V any] struct {
	value  V
	weight int
}

func (g *generations[V]) get(key []byte) (v V, ok bool) {
	w, ok := g.young[string(key)]
	if ok {
		return w.value, true
	}
	if w, ok = g.old[string(key)]; ok {
		delete(g.old, string(key))
		g.put(string(key), w.value, w.weight)
	}
	return w.value, ok
}

func (g *generations[V]) put(key string, v V, weight int) {
	if weight > g.limit/2 {
		return // too heavy to be kept
	}
	if g.young == nil || g.weight+weight > g.limit/2 {
		g.old, g.young, g.weight = g.young, map[string]weighed[V]{}, 0
	}
	if before, ok := g.young[key]; ok {
		g.weight -= before.weight
	}
	g.young[key] = weighed[V]{v, weight}
	g.weight += weight
}

func (g *generations[V]) len() int { return len(g.young) + len(g.old) }
