// SPDX-License-Identifier: Apache-2.0

package convert

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/wendcx/wend/internal/fault"
)

// child returns the value of a key of a mapping, nil where there is none.
func child(n *yaml.Node, key string) *yaml.Node {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

// take removes the value at a path of keys and returns it, nil where there is
// none. Mappings that it empties go too.
func take(n *yaml.Node, path string) *yaml.Node {
	key, rest, deeper := strings.Cut(path, ".")
	if n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value != key {
			continue
		}
		value := n.Content[i+1]
		if deeper {
			found := take(value, rest)
			if found == nil || len(value.Content) > 0 {
				return found
			}
			value = found
		}
		n.Content = slices.Delete(n.Content, i, i+2)
		return value
	}
	return nil
}

// put sets the value at a path of keys and makes the mappings on the way. What
// stands where a mapping belongs gives way.
func put(n *yaml.Node, path string, value *yaml.Node) {
	key, rest, deeper := strings.Cut(path, ".")
	at := child(n, key)
	switch {
	case at == nil && deeper:
		at = mappingNode()
		at.Line, at.Column = value.Line, value.Column
		put(at, rest, value)
		n.Content = append(n.Content, textNode(key), at)
	case at == nil:
		n.Content = append(n.Content, textNode(key), value)
	case deeper && at.Kind == yaml.MappingNode:
		put(at, rest, value)
	default:
		take(n, key)
		put(n, path, value)
	}
}

func clone(n *yaml.Node) *yaml.Node {
	c := *n
	c.Content = make([]*yaml.Node, len(n.Content))
	for i := range n.Content {
		c.Content[i] = clone(n.Content[i])
	}
	return &c
}

// origins remembers the cells that nodes come from: the line of a node is the
// number of its cell.
type origins []fault.Place

// mark notes where a node and all below it come from.
func (o *origins) mark(n *yaml.Node, at fault.Place) *yaml.Node {
	if len(*o) == 0 || (*o)[len(*o)-1] != at {
		*o = append(*o, at)
	}
	o.number(n, len(*o))
	return n
}

func (o *origins) number(n *yaml.Node, line int) {
	n.Line, n.Column = line, 0
	for _, c := range n.Content {
		o.number(c, line)
	}
}

// restore gives a fault the place of its cell.
func (o *origins) restore(f *fault.Fault) {
	line := f.Line
	f.Place = fault.Place{File: f.File}
	if line > 0 {
		f.Place = (*o)[line-1]
	}
}
