// SPDX-License-Identifier: Apache-2.0

package edit

import (
	"encoding/json"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/fault"
)

// A part is what fields are set in: a step, or the journey without its phases.
// Values go through it to take the one form that the document gives them, so
// that "4" and "{default: 4}" compare equal.
type part func() any

func stepPart() any { return &journey.Step{} }
func headPart() any { return &journey.Journey{} }

// decode reads a tree into a fresh value of the part.
func (p part) decode(tree *yaml.Node) (any, fault.List) {
	v := p()
	var faults fault.List
	doc := &document.Document{Kind: "journey", Version: 1, Root: tree}
	doc.Decode(v, &faults)
	return v, faults
}

// canonical returns the form that a value takes at path; nil where the document
// leaves it out.
func (p part) canonical(path []string, value any) (*yaml.Node, fault.List) {
	if value == nil {
		return nil, nil
	}
	tree := mapping()
	put(tree, path, document.Encode(value))
	v, faults := p.decode(tree)
	if len(faults) > 0 {
		return nil, faults
	}
	return at(document.Encode(v), path), nil
}

// isList reports whether a list belongs at path.
func (p part) isList(path []string) bool {
	_, faults := p.canonical(path, []any{})
	return len(faults) == 0
}

func mapping() *yaml.Node { return &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"} }

func text(s string) *yaml.Node { return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s} }

// child returns the value of a key. A scalar where a mapping could stand is the
// short form of its default: "target: 4".
func child(n *yaml.Node, key string) *yaml.Node {
	if n == nil || n.Kind != yaml.MappingNode {
		if n != nil && n.Kind == yaml.ScalarNode && key == "default" {
			return n
		}
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

// at returns what stands at path, nil for nothing.
func at(n *yaml.Node, path []string) *yaml.Node {
	for _, key := range path {
		n = child(n, key)
	}
	return n
}

// put sets what stands at path, making the mappings on the way; nil removes the
// last key alone.
func put(n *yaml.Node, path []string, value *yaml.Node) {
	key, last := path[0], len(path) == 1
	if last {
		replace(n, key, value)
		return
	}
	next := child(n, key)
	switch {
	case next == nil:
		next = mapping()
	case next.Kind == yaml.ScalarNode:
		next = long(next, "default")
	}
	replace(n, key, next)
	put(next, path[1:], value)
}

// long writes a scalar out as the mapping it is short for.
func long(n *yaml.Node, key string) *yaml.Node {
	if n == nil || n.Kind != yaml.ScalarNode {
		return n
	}
	m := mapping()
	m.Content = []*yaml.Node{text(key), n}
	return m
}

// replace sets a key of a mapping, or takes it away where value is nil.
func replace(n *yaml.Node, key string, value *yaml.Node) {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value != key {
			continue
		}
		if value == nil {
			n.Content = slices.Delete(n.Content, i, i+2)
		} else {
			n.Content[i+1] = value
		}
		return
	}
	if value != nil {
		n.Content = append(n.Content, text(key), value)
	}
}

// prune takes away what stands empty above path, from the inside out, as long
// as goes says so.
func prune(n *yaml.Node, path []string, goes func(path []string) bool) {
	for end := len(path) - 1; end > 0; end-- {
		above := at(n, path[:end])
		if above == nil {
			continue
		}
		if above.Kind != yaml.MappingNode || len(above.Content) > 0 || !goes(path[:end]) {
			return
		}
		put(n, path[:end], nil)
	}
}

// saysSomething reports whether what stands at path means something even when
// it is empty: a neutral feeling, a touchpoint of which nothing is known yet.
func saysSomething(path []string) bool {
	key := path[len(path)-1]
	return key == "touchpoint" || key == "feeling" || len(path) > 1 && path[len(path)-2] == "personas"
}

// equal compares canonical trees.
func equal(a, b *yaml.Node) bool {
	if a == nil || b == nil {
		return a == b
	}
	return key(a) == key(b)
}

// key is a tree as one text: equal trees have equal keys.
func key(n *yaml.Node) string {
	b, err := document.JSON(n)
	if err != nil {
		panic(err) // nodes of decoded documents can always be written
	}
	return string(b)
}

// plain turns a tree into what encoding/json would decode.
func plain(n *yaml.Node) any {
	if n == nil {
		return nil
	}
	var v any
	if err := json.Unmarshal([]byte(key(n)), &v); err != nil {
		panic(err) // document.JSON writes JSON
	}
	return v
}

// split parts a field's path.
func split(field string) []string { return strings.Split(field, ".") }
