// SPDX-License-Identifier: Apache-2.0

package evidence

import (
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/wendcx/wend/internal/fault"
)

// keyMark ends the path of a fault that is about a key.
const keyMark = "#"

// maxDepth bounds the nesting of a tree.
const maxDepth = 32

// Parse reads a tree from plain values (as decoded from YAML or JSON: maps,
// lists, texts, float64, bool, nil). Fields without a scope of their own are
// read from scope. All mistakes are returned at once; each names the path
// inside v in its Field, with "#" behind it where the key itself is wrong. An
// empty or nil v gives a nil tree.
func Parse(v any, scope Scope) (*Tree, fault.List) {
	if m, ok := v.(map[string]any); v == nil || (ok && len(m) == 0) {
		return nil, nil
	}
	p := &parser{scope: scope}
	root := p.tree(v, "", 0)
	if len(p.faults) > 0 {
		return nil, p.faults
	}
	return &Tree{plain: v, root: root}, nil
}

type parser struct {
	scope  Scope
	faults fault.List
}

func (p *parser) fault(path, remedy, format string, args ...any) {
	f := fault.New(fault.Invalid, format, args...)
	f.Field, f.Remedy = path, remedy
	p.faults.Add(f)
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// tree reads a mapping: every entry must hold.
func (p *parser) tree(v any, path string, depth int) node {
	m, ok := v.(map[string]any)
	if !ok {
		p.fault(path, "a mapping such as {plan: gold} belongs here", "found %s", show(v))
		return all{}
	}
	if depth > maxDepth {
		p.fault(path, "", "the condition is nested more than %d deep", maxDepth)
		return all{}
	}
	var nodes all
	for _, key := range slices.Sorted(maps.Keys(m)) {
		at := join(path, key)
		switch key {
		case "all":
			nodes = append(nodes, all(p.list(m[key], at, depth)))
		case "any":
			nodes = append(nodes, some(p.list(m[key], at, depth)))
		case "not":
			nodes = append(nodes, not{p.tree(m[key], at, depth+1)})
		default:
			nodes = append(nodes, p.conditions(key, m[key], at)...)
		}
	}
	if len(nodes) == 1 {
		return nodes[0]
	}
	return nodes
}

func (p *parser) list(v any, path string, depth int) []node {
	items, ok := v.([]any)
	if !ok {
		p.fault(path, "a list of conditions belongs here", "found %s", show(v))
		return nil
	}
	nodes := make([]node, len(items))
	for i, item := range items {
		nodes[i] = p.tree(item, fmt.Sprintf("%s[%d]", path, i), depth+1)
	}
	return nodes
}

// conditions reads what is said of one field.
func (p *parser) conditions(key string, v any, path string) all {
	field, ok := p.field(key, path)
	if !ok {
		return nil
	}
	switch v := v.(type) {
	case map[string]any:
		var nodes all
		for _, op := range slices.Sorted(maps.Keys(v)) {
			if n := p.condition(field, Op(op), v[op], join(path, op)); n != nil {
				nodes = append(nodes, n)
			}
		}
		if len(v) == 0 {
			p.fault(path, "say {exists: true} for any value", "no condition on %s", key)
		}
		return nodes
	case []any:
		return p.single(p.condition(field, In, v, path))
	}
	return p.single(p.condition(field, Is, v, path))
}

func (p *parser) single(n node) all {
	if n == nil {
		return nil
	}
	return all{n}
}

func (p *parser) condition(field Field, op Op, v any, path string) node {
	if !slices.Contains(Ops[:], op) {
		names := make([]string, len(Ops))
		for i, o := range Ops {
			names[i] = string(o)
		}
		remedy := "one of " + strings.Join(names, ", ")
		if near := fault.Nearest(string(op), names); near != "" {
			remedy = fmt.Sprintf("did you mean %q? (%s)", near, remedy)
		}
		p.fault(path+keyMark, remedy, "unknown operator %q", op)
		return nil
	}
	n := &leaf{field: field, op: op, values: []any{v}}
	if op == In {
		n.values, _ = v.([]any)
	}
	before := len(p.faults)
	p.operand(n, v, path)
	if len(p.faults) > before {
		return nil
	}
	return n
}

// operand checks that the operator can work with v.
func (p *parser) operand(n *leaf, v any, path string) {
	switch n.op {
	case Is, IsNot, Contains:
		if !scalar(v) {
			p.fault(path, "a text, a number, true or false belongs here", "found %s", show(v))
		}
	case In:
		p.operands(n.values, v, path)
	case StartsWith:
		if s, ok := v.(string); !ok || s == "" {
			p.fault(path, "a text belongs here, in quotes if it looks like a number", "found %s", show(v))
		}
	case Matches:
		p.pattern(n, v, path)
	case GT, GTE, LT, LTE:
		if _, ok := v.(float64); !ok {
			p.fault(path, "a number belongs here", "found %s", show(v))
		}
	case Exists:
		if _, ok := v.(bool); !ok {
			p.fault(path, "true or false belongs here", "found %s", show(v))
		}
	}
}

func (p *parser) operands(values []any, v any, path string) {
	if len(values) == 0 {
		p.fault(path, "a list such as [a, b] belongs here", "found %s", show(v))
	}
	for i, item := range values {
		if !scalar(item) {
			p.fault(fmt.Sprintf("%s[%d]", path, i), "a text, a number, true or false belongs here", "found %s", show(item))
		}
	}
}

func (p *parser) pattern(n *leaf, v any, path string) {
	s, ok := v.(string)
	if !ok {
		p.fault(path, "a regular expression in quotes belongs here", "found %s", show(v))
		return
	}
	re, err := regexp.Compile(s)
	if err != nil {
		p.fault(path, "see the RE2 syntax; lookaround and backreferences are not part of it", "%v", err)
		return
	}
	n.re = re
}

func scalar(v any) bool {
	switch v := v.(type) {
	case string, bool:
		return true
	case float64:
		return !math.IsNaN(v) && !math.IsInf(v, 0)
	}
	return false
}

func show(v any) string {
	switch v := v.(type) {
	case nil:
		return "nothing"
	case string:
		return strconv.Quote(v)
	case map[string]any:
		return "a mapping"
	case []any:
		if len(v) == 0 {
			return "an empty list"
		}
		return "a list"
	}
	return fmt.Sprint(v)
}

// eventFields are what scope EventField can read.
var eventFields = [...]string{"name", "channel", "source", "customer"}

// field splits a dotted path. A dot that belongs to a key is written "\.".
func (p *parser) field(key, path string) (Field, bool) {
	parts := splitPath(key)
	f := Field{Scope: p.scope, Path: parts}
	if len(parts) > 1 {
		switch s := Scope(parts[0]); s {
		case Properties, Traits, Context, EventField:
			f = Field{Scope: s, Path: parts[1:]}
		}
	}
	if slices.Contains(f.Path, "") {
		p.fault(path+keyMark, `write a dot that belongs to a key as "\."`, "the field %q has an empty part", key)
		return f, false
	}
	if f.Scope == EventField && (len(f.Path) != 1 || !slices.Contains(eventFields[:], f.Path[0])) {
		p.fault(path+keyMark, "one of event.name, event.channel, event.source, event.customer", "an event has no field %q", key)
		return f, false
	}
	return f, true
}

func splitPath(s string) []string {
	var parts []string
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s) && (s[i+1] == '.' || s[i+1] == '\\'):
			i++
			b.WriteByte(s[i])
		case s[i] == '.':
			parts = append(parts, b.String())
			b.Reset()
		default:
			b.WriteByte(s[i])
		}
	}
	return append(parts, b.String())
}
