// SPDX-License-Identifier: Apache-2.0

package evidence

import (
	"bytes"
	"strconv"
	"strings"
)

// Record is what a tree is evaluated against: the fields of one event and its
// JSON objects. Properties, Traits and Context are valid JSON objects or empty.
type Record struct {
	Name, Channel, Source, Customer string
	Properties, Traits, Context     []byte
}

// source is where a tree reads its fields.
type source interface {
	value(f Field) value
}

// Eval reports whether the tree holds for r.
func (t *Tree) Eval(r *Record) bool { return t == nil || t.root.eval(r) }

// Texts reads the columns of a table, in which everything is a text: one that
// looks like a number is taken for one where a condition speaks of numbers. An
// empty text counts as absent.
type Texts func(column string) string

// EvalTexts reports whether the tree holds for a row of a table. A field is
// the column named by its whole path.
func (t *Tree) EvalTexts(row Texts) bool { return t == nil || t.root.eval(row) }

func (r Texts) value(f Field) value {
	s := r(strings.Join(f.Path, "."))
	if s == "" {
		return value{}
	}
	return value{kind: text, plain: s, loose: true}
}

func (n all) eval(r source) bool {
	for _, c := range n {
		if !c.eval(r) {
			return false
		}
	}
	return true
}

func (n some) eval(r source) bool {
	for _, c := range n {
		if c.eval(r) {
			return true
		}
	}
	return false
}

func (n not) eval(r source) bool { return !n.node.eval(r) }

func (n *leaf) eval(r source) bool {
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
	if v = v.asNumber(); v.kind != number {
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
		v = v.asNumber()
		return v.kind == number && v.number() == want
	case bool:
		if v.loose {
			return v.plain == strconv.FormatBool(want)
		}
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
