// SPDX-License-Identifier: Apache-2.0

package edit

import (
	"fmt"
	"slices"

	"go.yaml.in/yaml/v4"
)

// merge brings together what an editor made of a value (from → to) and what
// stands there now. Mappings merge by key, lists by item; a plain value that
// both sides changed differently is a conflict.
//
//	merge(nil, "a", nil) = "a"
//	merge({a: 1}, {a: 2}, {a: 1, b: 3}) = {a: 2, b: 3}
//	merge([x], [x, y], [z, x]) = [z, x, y]
func merge(from, to, current *yaml.Node) (merged *yaml.Node, ok bool) {
	switch {
	case equal(current, from), equal(current, to):
		return to, true
	case equal(from, to):
		return current, true
	case allOf(yaml.MappingNode, from, to, current):
		return mergeMappings(from, to, current)
	case allOf(yaml.SequenceNode, from, to, current):
		return mergeLists(from, to, current)
	}
	return nil, false
}

func allOf(kind yaml.Kind, nodes ...*yaml.Node) bool {
	return !slices.ContainsFunc(nodes, func(n *yaml.Node) bool { return n == nil || n.Kind != kind })
}

// mergeForms merges values that may be short for the mapping with the given key.
func mergeForms(from, to, current *yaml.Node, short string) (*yaml.Node, bool) {
	isMapping := func(n *yaml.Node) bool { return n != nil && n.Kind == yaml.MappingNode }
	if slices.ContainsFunc([]*yaml.Node{from, to, current}, isMapping) {
		from, to, current = long(from, short), long(to, short), long(current, short)
	}
	return merge(from, to, current)
}

func mergeMappings(from, to, current *yaml.Node) (*yaml.Node, bool) {
	out := mapping()
	for _, k := range keys(current, to) {
		v, ok := merge(child(from, k), child(to, k), child(current, k))
		if !ok {
			return nil, false
		}
		if v != nil {
			out.Content = append(out.Content, text(k), v)
		}
	}
	return out, true
}

// keys lists the keys of several mappings, each once.
func keys(mappings ...*yaml.Node) []string {
	var out []string
	for _, m := range mappings {
		for i := 0; i < len(m.Content); i += 2 {
			if k := m.Content[i].Value; !slices.Contains(out, k) {
				out = append(out, k)
			}
		}
	}
	return out
}

// mergeLists merges by item. Who moved items decides the order; items that
// both sides moved, or that both took away to put others there, are a conflict:
// nobody can tell what replaced what.
func mergeLists(from, to, current *yaml.Node) (*yaml.Node, bool) {
	f, t, c := itemsOf(from), itemsOf(to), itemsOf(current)
	if bothReplaced(f, t, c) {
		return nil, false
	}
	var order []string
	switch {
	case sameOrder(f, c):
		order = weave(t.order, c.order)
	case sameOrder(f, t):
		order = weave(c.order, t.order)
	default:
		return nil, false
	}
	out := &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq"}
	for _, id := range order {
		item, ok := mergeForms(f.byID[id], t.byID[id], c.byID[id], "title")
		if !ok {
			return nil, false
		}
		if item != nil {
			out.Content = append(out.Content, item)
		}
	}
	return out, true
}

// items is a list whose items are known by what they say.
type items struct {
	order []string
	byID  map[string]*yaml.Node
}

func itemsOf(list *yaml.Node) items {
	out := items{byID: map[string]*yaml.Node{}}
	for _, n := range list.Content {
		id := identity(n)
		for k := 2; out.byID[id] != nil; k++ {
			id = fmt.Sprintf("%s#%d", identity(n), k) // the k-th of equal items
		}
		out.order = append(out.order, id)
		out.byID[id] = n
	}
	return out
}

// identity is what an item is known by: the sentence of a statement, the text
// of a quote, else all it says.
func identity(n *yaml.Node) string {
	if n.Kind == yaml.ScalarNode {
		return n.Value
	}
	for _, k := range [...]string{"title", "text"} {
		if v := child(n, k); n.Kind == yaml.MappingNode && v != nil {
			return v.Value
		}
	}
	return key(n)
}

// bothReplaced reports whether both sides took away the same item and both put
// something new in.
func bothReplaced(from, a, b items) bool {
	isNew := func(id string) bool { return from.byID[id] == nil }
	bothGone := slices.ContainsFunc(from.order, func(id string) bool { return a.byID[id] == nil && b.byID[id] == nil })
	return bothGone && slices.ContainsFunc(a.order, isNew) && slices.ContainsFunc(b.order, isNew)
}

// sameOrder reports whether the items that both lists have stand in the same
// order.
func sameOrder(a, b items) bool {
	in := func(list, other items) []string {
		return slices.DeleteFunc(slices.Clone(list.order), func(id string) bool { return other.byID[id] == nil })
	}
	return slices.Equal(in(a, b), in(b, a))
}

// weave returns the items of order with those that only others has put in, each
// behind the item it stood behind.
func weave(order, others []string) []string {
	out := slices.Clone(order)
	at := 0
	for _, id := range others {
		if k := slices.Index(out, id); k >= 0 {
			at = k + 1
			continue
		}
		out = slices.Insert(out, at, id)
		at++
	}
	return out
}
