// SPDX-License-Identifier: Apache-2.0

package evidence

import (
	"bytes"
)

// Record is what a tree is evaluated against: the fields of one event and its
// JSON objects. Properties, Traits and Context are valid JSON objects or empty.
type Record struct {
	Name, Channel, Source, Customer string
	Properties, Traits, Context     []byte
}

// Eval reports whether the tree holds for r.
func (t *Tree) Eval(r *Record) bool { return t == nil || t.root.eval(r) }

func (n all) eval(r *Record) bool {
	for _, c := range n {
		if !c.eval(r) {
			return false
		}
	}
	return true
}

func (n some) eval(r *Record) bool {
	for _, c := range n {
		if c.eval(r) {
			return true
		}
	}
	return false
}

func (n not) eval(r *Record) bool { return !n.node.eval(r) }

func (n *leaf) eval(r *Record) bool {
	v := r.value(n.field)
	switch n.op {
	case Is, In:
		return v.equalsOne(n.values)
	case IsNot:
		return !v.equalsOne(n.values)
	case Exists:
		return (v.kind != absent) == n.values[0].(bool)
	case StartsWith:
		return v.kind == text && hasPrefix(v.text(), n.values[0].(string))
	case Contains:
		return v.contains(n.values[0])
	case Matches:
		return v.kind == text && n.re.Match(v.text())
	}
	if v.kind != number {
		return false
	}
	x, limit := v.number(), n.values[0].(float64)
	switch n.op {
	case GT:
		return x > limit
	case GTE:
		return x >= limit
	case LT:
		return x < limit
	}
	return x <= limit
}

// value reads a field of r.
func (r *Record) value(f Field) value {
	switch f.Scope {
	case Properties:
		return lookup(r.Properties, f.Path)
	case Traits:
		return lookup(r.Traits, f.Path)
	case Context:
		return lookup(r.Context, f.Path)
	}
	s := ""
	switch f.Path[0] {
	case "name":
		s = r.Name
	case "channel":
		s = r.Channel
	case "source":
		s = r.Source
	case "customer":
		s = r.Customer
	}
	if s == "" {
		return value{}
	}
	return value{kind: text, plain: s}
}

func (v value) equalsOne(wants []any) bool {
	for _, want := range wants {
		if v.equals(want) {
			return true
		}
	}
	return false
}

func (v value) equals(want any) bool {
	switch want := want.(type) {
	case string:
		return v.kind == text && string(v.text()) == want
	case float64:
		return v.kind == number && v.number() == want
	case bool:
		return v.kind == boolean && (v.raw[0] == 't') == want
	}
	return false
}

func hasPrefix(b []byte, prefix string) bool {
	return len(b) >= len(prefix) && string(b[:len(prefix)]) == prefix
}

// contains is true of a text that has the wanted text inside it, and of a list
// with an element equal to the wanted value.
func (v value) contains(want any) bool {
	switch v.kind {
	case text:
		s, ok := want.(string)
		return ok && bytes.Contains(v.text(), []byte(s))
	case list:
		for e := range v.elements() {
			if e.equals(want) {
				return true
			}
		}
	}
	return false
}
