// SPDX-License-Identifier: Apache-2.0

// Package evidence holds the typed where tree: the conditions under which an
// event proves that a customer was at a step, or a customer belongs to a
// segment. A tree is data. It is evaluated in Go (Eval) and compiled to SQL
// (SQL); a fuzz test holds the two equal. The package imports nothing of ours
// but fault.
//
// A tree in a document:
//
//	where:
//	  path: {starts_with: /products/}     # a property of the event
//	  price: {gte: 10, lt: 50}            # all conditions must hold
//	  context.page.locale: [de, fr]       # one of these
//	  any:
//	    - {traits.plan: gold}             # the same as {is: gold}
//	    - not: {coupon: {exists: true}}
package evidence

import (
	"regexp"
	"regexp/syntax"
)

// AnswerGiven is the reserved name of the event that carries one answer to one
// survey question.
const AnswerGiven = "Answer Given"

// Op is an operator of a condition.
type Op string

// The operators. String operators are false on anything but text, number
// operators on anything but numbers; a missing value and null are the same, and
// only IsNot and a tree's "not" are true of it.
const (
	Is         Op = "is"          // equal to a text, number or boolean of the same type
	IsNot      Op = "is_not"      // the opposite of Is
	In         Op = "in"          // equal to one of a list
	StartsWith Op = "starts_with" // text begins with
	Contains   Op = "contains"    // text contains, or list has an element equal to
	Matches    Op = "matches"     // text matches a regular expression (RE2) somewhere
	GT         Op = "gt"          // number greater than
	GTE        Op = "gte"         // number greater than or equal to
	LT         Op = "lt"          // number less than
	LTE        Op = "lte"         // number less than or equal to
	Exists     Op = "exists"      // true: there is a value; false: there is none
)

// Ops lists the operators in the order of the documentation.
var Ops = [...]Op{Is, IsNot, In, StartsWith, Contains, Matches, GT, GTE, LT, LTE, Exists}

// Scope says which part of an event a field is read from.
type Scope string

// The scopes. In a document they are the first part of a field's path; without
// one, the tree's own scope applies (properties for events, traits for
// segments).
const (
	Properties Scope = "properties"
	Traits     Scope = "traits"
	Context    Scope = "context"
	EventField Scope = "event" // name, channel, source or customer of the event itself
)

// Field is where a value is read: a scope and the keys below it. A key made of
// digits indexes a list, counting from 0.
type Field struct {
	Scope Scope
	Path  []string
}

// Tree is a condition over one event, immutable and safe for concurrent use.
// The nil Tree holds for every event.
type Tree struct {
	plain any // as written, for going back to a document
	root  node
}

// node is one node of a tree: eval in eval.go, sql in sql.go.
type node interface {
	eval(r source) bool
	sql(q *Query)
	fields(yield func(Field))
}

type (
	all  []node
	some []node // "any"
	not  struct{ node }
	leaf struct {
		field  Field
		op     Op
		values []any // text, float64 or bool; one but for In
		re     *regexp.Regexp
	}
)

// Plain returns the tree as it was parsed: maps, lists, texts, numbers and
// booleans. Nil for a nil tree.
func (t *Tree) Plain() any {
	if t == nil {
		return nil
	}
	return t.plain
}

// EncodeDocument writes the tree as it was parsed.
func (t *Tree) EncodeDocument() any { return t.Plain() }

// Fields calls yield for every field that the tree reads.
func (t *Tree) Fields(yield func(Field)) {
	if t != nil {
		t.root.fields(yield)
	}
}

// And returns a tree that holds where all of the given trees hold; nil trees
// hold everywhere.
func And(trees ...*Tree) *Tree {
	var roots all
	var plain []any
	for _, t := range trees {
		if t != nil {
			roots = append(roots, t.root)
			plain = append(plain, t.plain)
		}
	}
	switch len(roots) {
	case 0:
		return nil
	case 1:
		return &Tree{plain: plain[0], root: roots[0]}
	}
	return &Tree{plain: map[string]any{"all": plain}, root: roots}
}

func (n all) fields(yield func(Field)) {
	for _, c := range n {
		c.fields(yield)
	}
}

func (n some) fields(yield func(Field)) {
	for _, c := range n {
		c.fields(yield)
	}
}

func (n *leaf) fields(yield func(Field)) { yield(n.field) }

// plainPattern writes a parsed expression in its simplest form, with classes
// spelled out, so that every RE2 engine reads it alike.
func plainPattern(re *regexp.Regexp) string {
	parsed, err := syntax.Parse(re.String(), syntax.Perl)
	if err != nil {
		return re.String() // cannot happen: the expression compiled
	}
	return parsed.Simplify().String()
}
